import type { ComponentChildren } from 'preact';
import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { EmptyState, List, Status } from '../../kit/ui/index.ts';
import { sayCode, speak } from '../../kit/words.ts';
import { purposeWords } from './consent.ts';
import type { HelpModel } from './models.ts';
import { myWords } from './my-words.ts';
import { sayDetail } from './say.ts';

type Consent = HelpModel['consents'][number];
type Request = HelpModel['requests'][number];

/** Consents, each with what may be done about one that holds. */
export function ConsentList({
  consents,
  face,
  action,
}: {
  readonly consents: readonly Consent[];
  readonly face: Face;
  readonly action: (consent: Consent) => ComponentChildren;
}) {
  const t = speak(myWords, face.lang);
  return (
    <List
      label={t('tab_consents')}
      items={consents.map((consent) => ({
        title: purposeWords(consent.purpose)[face.lang],
        text: [
          consent.to && t('to_person', { name: consent.to }),
          t('given_on', { day: formatDay(consent.givenOn, face.lang) }),
          consent.helper &&
            t('given_through', { name: consent.helper, way: t(`way_${consent.channel}` as 'way_phone') }),
        ]
          .filter(Boolean)
          .join(' · '),
        end: consent.withdrawnOn ? (
          <Status tone="muted">{t('withdrawn_on', { day: formatDay(consent.withdrawnOn, face.lang) })}</Status>
        ) : undefined,
        actions: consent.withdrawnOn ? undefined : action(consent),
      }))}
    />
  );
}

const stateTone = { proposed: 'wait', accepted: 'done', declined: 'alert', withdrawn: 'muted' } as const;

/** Requests about one's data, and what came of them. */
export function RequestList({
  requests,
  face,
  action,
}: {
  readonly requests: readonly Request[];
  readonly face: Face;
  readonly action?: ((request: Request) => ComponentChildren) | undefined;
}) {
  const t = speak(myWords, face.lang);
  if (requests.length === 0) return <EmptyState title={t('no_requests')} />;
  return (
    <List
      label={t('tab_requests')}
      items={requests.map((request) => ({
        title: request.kind === 'erasure' ? t('erasure') : `${t('correction')} · ${t(request.field ?? 'other')}`,
        text: [
          formatDay(request.at, face.lang),
          request.proposed && t('should_be', { text: sayProposed(request, face) }),
          request.reason,
          request.byOther && t('asked_by', { name: request.by, way: t(`way_${request.channel}` as 'way_phone') }),
          request.answer && t('answered', { text: request.answer }),
        ]
          .filter(Boolean)
          .join(' · '),
        end: <Status tone={stateTone[request.state]}>{t(request.state)}</Status>,
        actions: request.state === 'proposed' && action ? action(request) : undefined,
      }))}
    />
  );
}

function sayProposed(request: Request, face: Face): string {
  const proposed = request.proposed ?? '';
  return request.field === 'sex'
    ? sayCode(myWords, proposed, face.lang)
    : (sayDetail(request.field as 'note', proposed, face.lang) ?? proposed);
}
