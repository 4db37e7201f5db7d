import { formatDay } from '../../kit/clock.ts';
import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import type { PageContent } from '../../kit/route.ts';
import { Badge, Card, EmptyState, Grid, List, Notice, PostButton, Section, Status } from '../../kit/ui/index.ts';
import { speak } from '../../kit/words.ts';
import { mergeForm, undoMergeForm } from './input.ts';
import { TwinFacts } from './list-views.tsx';
import type { MergesModel } from './models.ts';
import { PersonTop } from './parts.tsx';
import { words } from './words.ts';

/** Records that may be the same person, to merge; and merges done, to undo. */
export function mergesView(model: MergesModel, face: Face): PageContent {
  const t = speak(words, face.lang);
  const { person } = model;
  const merge = face.form(mergeForm, { ref: person.ref });
  const undo = face.form(undoMergeForm, { ref: person.ref });
  const problem = merge.problem ?? undo.problem;
  return {
    title: `${t('merges')} · ${person.name}`,
    crumbs: [
      { href: '/people/duplicates', label: t('duplicates') },
      { href: hrefOf('/people/{ref}', { ref: person.ref }), label: person.name },
    ],
    body: (
      <>
        <PersonTop person={person} here="merges" face={face} />
        {problem && (
          <Notice lang={face.lang} kind="alert" live>
            {problem}
          </Notice>
        )}
        <Section title={t('this_record')} lead={t('merges_lead')}>
          <TwinFacts twin={model.self} face={face} />
        </Section>
        <Section title={t('suggestions')}>
          {model.suggestions.length === 0 ? (
            <EmptyState title={t('no_suggestions')} />
          ) : (
            <Grid wide>
              {model.suggestions.map((twin) => (
                <Card
                  key={twin.ref}
                  title={twin.name}
                  marks={<Badge tone="wait">{t(twin.reason === 'birth' ? 'same_birth' : 'same_phone')}</Badge>}
                  actions={
                    <PostButton
                      action={hrefOf(mergeForm.path, { ref: person.ref })}
                      requestId={face.form(mergeForm).requestId}
                      fields={{ gone: twin.ref }}
                      icon="git-merge"
                      about={twin.address}
                    >
                      {t('merge')}
                    </PostButton>
                  }
                >
                  <TwinFacts twin={twin} face={face} />
                </Card>
              ))}
            </Grid>
          )}
        </Section>
        {model.merges.length > 0 && (
          <Section title={t('past_merges')}>
            <List
              label={t('past_merges')}
              items={model.merges.map((done) => ({
                title: t('merged_on', { day: formatDay(done.day, face.lang), name: done.gone }),
                end: done.undoneOn ? (
                  <Status tone="muted">{t('undone_on', { day: formatDay(done.undoneOn, face.lang) })}</Status>
                ) : undefined,
                actions: done.undoneOn ? undefined : (
                  <PostButton
                    action={hrefOf(undoMergeForm.path, { ref: person.ref, merge: done.id })}
                    requestId={face.form(undoMergeForm).requestId}
                    icon="undo-2"
                    small
                    about={done.gone}
                  >
                    {t('undo')}
                  </PostButton>
                ),
              }))}
            />
          </Section>
        )}
      </>
    ),
  };
}
