import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import { Badge, DescriptionList, EmptyState, List, Notice, PhoneLink, Section, Status } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import type { PersonModel } from './models.ts';
import { Facts, OpenRecord, PersonTop, Story, sayBelonging } from './parts.tsx';
import { detailKeys } from './person.ts';
import { sayDetail } from './say.ts';
import { tagKinds } from './tag.ts';
import { words } from './words.ts';

/** The record of a person. */
export function personView(model: PersonModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { person } = model;
  return {
    title: person.name,
    crumbs: [{ href: '/people', label: t('people') }],
    body: (
      <>
        <PersonTop person={person} here="record" face={face} />
        {model.duplicates > 0 && (
          <Notice lang={face.lang} kind="wait">
            <a href={hrefOf('/people/{ref}/merges', { ref: person.ref })}>{t('suggestions')}</a>
          </Notice>
        )}
        <OpenRecord person={person} to="" face={face} />
        <Particulars model={model} face={face} />
        <Section title={t('homes')}>
          <Homes homes={model.homes} face={face} />
        </Section>
        {model.tags.length > 0 && (
          <Section title={t('tags')}>
            <TagList tags={model.tags} face={face} />
          </Section>
        )}
        <Facts sections={model.facts} face={face} />
        <Story lines={model.timeline} title={t('timeline')} face={face} />
      </>
    ),
  };
}

function Particulars({ model, face }: { readonly model: PersonModel; readonly face: Face }) {
  const t = speak(words, face.lang);
  const { person, details } = model;
  const link = (one: { ref: string; name: string }) => (
    <a href={hrefOf('/people/{ref}', { ref: one.ref })}>{one.name}</a>
  );
  return (
    <Section title={t('particulars')}>
      <DescriptionList
        items={[
          { term: t('name'), value: person.name },
          { term: t('sex'), value: person.sex && t(person.sex) },
          { term: t('birth_date'), value: model.birthDate && formatDay(model.birthDate, face.lang) },
          { term: t('id_number'), value: model.idNumber },
          {
            term: t('phone'),
            value:
              person.isOpen && model.phone ? (
                <PhoneLink lang={face.lang} number={model.phone} name={person.name} />
              ) : (
                model.phone
              ),
          },
          ...detailKeys.map((key) => ({
            term: t(key),
            value: details ? sayDetail(key, details[key], face.lang) : undefined,
          })),
          {
            term: t('guardian'),
            value: model.guardian ? link(model.guardian) : person.isChild ? t('no_guardian_yet') : undefined,
          },
          {
            term: t('wards'),
            value:
              model.wards.length > 0 ? model.wards.map((ward) => <span key={ward.ref}>{link(ward)} </span>) : undefined,
          },
          {
            term: t('kept_by'),
            value: <a href={hrefOf('/places/{code}', { code: model.keptBy.code })}>{model.keptBy.name}</a>,
          },
        ]}
      />
    </Section>
  );
}

/** Dwellings somebody belongs or belonged to. */
export function Homes({ homes, face }: { readonly homes: PersonModel['homes']; readonly face: Face }) {
  const t = speak(words, face.lang);
  if (homes.length === 0) return <EmptyState title={t('homes_none')} />;
  return (
    <List
      label={t('homes')}
      items={homes.map((home) => ({
        href: home.household
          ? hrefOf('/households/{ref}', { ref: home.household })
          : hrefOf('/places/{code}', { code: home.code }),
        title: home.address,
        text: sayBelonging(home, face),
        end: home.toDay === null ? undefined : <Status tone="muted">{t('ended')}</Status>,
      }))}
    />
  );
}

const consentTone = { not_needed: 'neutral', given: 'done', to_ask: 'wait' } as const;

/** Tags with what is planned for them. */
export function TagList({ tags, face }: { readonly tags: PersonModel['tags']; readonly face: Face }) {
  const t = speak(words, face.lang);
  return (
    <List
      label={t('tags')}
      items={tags.map((tag) => ({
        title: tagKinds[tag.kind][face.lang],
        text: [
          t('since_day', { day: formatDay(tag.fromDay, face.lang) }),
          tag.note,
          tag.plan?.health,
          tag.plan?.frequency && `${t('frequency')} ${t(tag.plan.frequency)}`,
          tag.plan?.lastVisit && `${t('last_visit')} ${formatDay(tag.plan.lastVisit, face.lang)}`,
          tag.plan?.pairedWith && `${t('paired_with')} ${tag.plan.pairedWith}`,
          tag.plan?.kin && `${t('kin')} ${tag.plan.kin}`,
          tag.plan?.emergencyContact && `${t('emergency_contact')} ${tag.plan.emergencyContact}`,
        ]
          .filter(Boolean)
          .join(' · '),
        end: (
          <>
            <Badge tone={consentTone[tag.consent]}>{t(`consent_${tag.consent}`)}</Badge>
            {tag.nextVisit && (
              <Badge
                tone={tag.nextVisit < face.today ? 'alert' : 'info'}
              >{`${t('next_visit')} ${formatDay(tag.nextVisit, face.lang)}`}</Badge>
            )}
          </>
        ),
      }))}
    />
  );
}
