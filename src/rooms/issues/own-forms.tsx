import type { Face } from '../../kit/face.ts';
import { hrefOf } from '../../kit/href.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Disclosure,
  Form,
  Notice,
  PostButton,
  RadioGroup,
  Section,
  TextArea,
} from '../../kit/ui/index.ts';
import { type Say, speak } from '../../kit/words.ts';
import { addFactForm, answerForm, appraiseForm, contestForm, joinForm, withdrawForm } from './input.ts';
import { isOver, satisfactions, type Verb } from './issue.ts';
import type { ShowModel } from './models.ts';
import { showWords } from './show-words.ts';

type Part = { readonly model: ShowModel; readonly face: Face; readonly t: Say<typeof showWords> };

/** What those who raised an issue, and their neighbours, may do with it now. What waits for them comes first. */
export function OwnForms({ model, face }: { readonly model: ShowModel; readonly face: Face }) {
  const t = speak(showWords, face.lang);
  const part = { model, face, t };
  const may = (verb: Verb): boolean => model.actions.includes(verb);
  return (
    <>
      {may('answer') && model.sight === 'party' && <Answer {...part} />}
      {may('appraise') && <Appraise {...part} />}
      {model.answers.mine && (
        <Notice lang={face.lang} kind="done" title={t('your_word')}>
          {t(model.answers.mine.solved ? 'solved_yes' : 'solved_no')} · {t(model.answers.mine.satisfaction)}
        </Notice>
      )}
      {may('contest') && <Contest {...part} />}
      {may('join') && <Join {...part} />}
      {!face.actor && model.sight === 'public' && !isOver(model.state) && (
        <Actions>
          <ButtonLink
            href={hrefOf('/sign-in', { next: hrefOf('/issues/{ref}', { ref: model.ref }) })}
            icon="thumbs-up"
            look="secondary"
          >
            {t('sign_in_to_join')}
          </ButtonLink>
        </Actions>
      )}
      {may('add_fact') && <AddFact {...part} />}
      {may('withdraw') && <Withdraw {...part} />}
    </>
  );
}

function Join({ model, face, t }: Part) {
  const form = face.form(joinForm, { ref: model.ref });
  return (
    <Section title={t('join')} lead={t('join_lead')}>
      {form.problem && (
        <Notice lang={face.lang} kind="alert">
          {form.problem}
        </Notice>
      )}
      <PostButton action={form.action} requestId={form.requestId} look="primary" icon="thumbs-up">
        {t('join')}
      </PostButton>
    </Section>
  );
}

function Answer({ model, face, t }: Part) {
  const form = face.form(answerForm, { ref: model.ref });
  const asked = model.story.findLast((moment) => moment.kind === 'question')?.text;
  return (
    <Section title={t('question')} lead={t('answer_hint')}>
      {asked && (
        <Notice lang={face.lang} kind="wait" title={t('your_turn')}>
          {asked}
        </Notice>
      )}
      <Form lang={face.lang} {...form}>
        <TextArea lang={face.lang} {...form.field('answer')} />
        <Button look="primary" icon="send">
          {t('send_answer')}
        </Button>
      </Form>
    </Section>
  );
}

function Appraise({ model, face, t }: Part) {
  const form = face.form(appraiseForm, { ref: model.ref });
  return (
    <Section title={t('appraise_title')} lead={t('appraise_lead')}>
      <Form lang={face.lang} {...form}>
        <RadioGroup
          lang={face.lang}
          {...form.field('solved')}
          inline
          options={[
            { value: 'yes', label: t('solved_yes') },
            { value: 'no', label: t('solved_no') },
          ]}
        />
        <RadioGroup
          lang={face.lang}
          {...form.field('satisfaction')}
          inline
          options={satisfactions.map((value) => ({ value, label: t(value) }))}
        />
        <TextArea lang={face.lang} {...form.field('words')} hint={t('words_hint')} rows={3} />
        <Button look="primary" icon="check">
          {t('send_appraisal')}
        </Button>
      </Form>
    </Section>
  );
}

function Contest({ model, face, t }: Part) {
  const form = face.form(contestForm, { ref: model.ref });
  return (
    <Section title={t('contest')} lead={t('contest_lead')}>
      <Form lang={face.lang} {...form}>
        <TextArea lang={face.lang} {...form.field('reason')} rows={3} />
        <Button look="primary" icon="scale">
          {t('send_contest')}
        </Button>
      </Form>
    </Section>
  );
}

function AddFact({ model, face, t }: Part) {
  const form = face.form(addFactForm, { ref: model.ref, kind: 'fact' });
  const refused = form.problem !== undefined || form.errors.length > 0;
  return (
    <Disclosure summary={t('add_fact')} open={refused} id="facts">
      <Form lang={face.lang} {...form}>
        <RadioGroup
          lang={face.lang}
          {...form.field('kind')}
          inline
          options={(['fact', 'objection'] as const).map((value) => ({ value, label: t(value) }))}
        />
        <TextArea lang={face.lang} {...form.field('text')} hint={t('fact_hint')} rows={3} />
        <Button icon="send">{t('send_fact')}</Button>
      </Form>
    </Disclosure>
  );
}

function Withdraw({ model, face, t }: Part) {
  const form = face.form(withdrawForm, { ref: model.ref });
  const refused = form.problem !== undefined || form.errors.length > 0;
  return (
    <Disclosure summary={t('withdraw')} open={refused} id="withdrawal">
      <p>{t('withdraw_lead')}</p>
      <Form lang={face.lang} {...form}>
        <TextArea lang={face.lang} {...form.field('reason')} rows={2} />
        <Button look="danger" icon="undo-2">
          {t('send_withdraw')}
        </Button>
      </Form>
    </Disclosure>
  );
}
