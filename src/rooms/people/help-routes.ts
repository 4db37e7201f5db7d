import { z } from 'zod';
import { hrefOf } from '../../kit/href.ts';
import { refOf } from '../../kit/ids.ts';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { page, type Route, verb } from '../../kit/route.ts';
import { carePage } from './care-routes.ts';
import { tagOfPurpose } from './consent.ts';
import { consentsOf } from './consent-store.ts';
import { giveConsent, withdrawConsent } from './consents.ts';
import { helpView } from './help-views.tsx';
import { helpConsentForm, helpForm, helpWithdrawForm, onePerson } from './input.ts';
import { loadHelp } from './load-person.ts';
import { sendMessage } from './message.ts';
import { helpShows } from './models.ts';
import { myWords } from './my-words.ts';
import { reachForVerb } from './reach.ts';
import { proposeRequest } from './requests.ts';
import { consentGiver, editPeople } from './rules.ts';
import { openPerson } from './store.ts';

const helpPage = page({
  name: 'people.help',
  path: '/people/{ref}/help',
  summary: { zh: '替一个人登记同意和申请', en: 'Write down consents and requests for a person' },
  may: editPeople,
  input: onePerson,
  words: myWords,
  shows: helpShows,
  offline: true,
  load: loadHelp,
  view: helpView,
});

const onHelpPage = {
  may: editPeople,
  words: myWords,
  page: (raw: Readonly<Record<string, unknown>>) => ({ route: helpPage, input: { ref: raw.ref } }),
};
const back = (_: unknown, { ref }: { readonly ref: string }): string => hrefOf(helpPage.path, { ref });
const isAboutTag = (purpose: unknown): boolean => tagOfPurpose(String(purpose)) !== undefined;

const helpVerb = verb({
  ...onHelpPage,
  ...helpForm,
  summary: { zh: '替一个人申请更正或删除', en: 'Ask for a correction or erasure for a person' },
  said: myWords.ask_said,
  answers: z.object({ request: z.string() }),
  channel: ({ channel }) => channel,
  act: async (write, { ref, kind, field, proposed, reason }, context) => {
    const reached = await reachForVerb(write.tx, context.actor, ref, 'edit');
    if (isRefused(reached)) return reached;
    const person = await openPerson(write.tx, write.keyring, write.district, reached.done.person.id);
    if (!person) return refused('not_found');
    const asked = await proposeRequest(write, { person, kind, field, proposed, reason });
    return isRefused(asked) ? asked : done({ request: refOf(write.district, asked.done.requestId) });
  },
  next: back,
});

const helpConsentVerb = verb({
  ...onHelpPage,
  ...helpConsentForm,
  // Consent to a tag is asked for beside the tag.
  page: (raw) => ({ route: isAboutTag(raw.purpose) ? carePage : helpPage, input: { ref: raw.ref } }),
  summary: {
    zh: '登记一个人当面、书面或电话里的同意',
    en: 'Write down a consent given by phone, on paper or in person',
  },
  said: myWords.consent_said,
  answers: z.object({ personId: z.string() }),
  channel: ({ channel }) => channel,
  act: async (write, { ref, purpose, to, consented }, context) => {
    const reached = await reachForVerb(write.tx, context.actor, ref, 'edit');
    if (isRefused(reached)) return reached;
    if (!consented) return refused('not_confirmed', { fields: { consented: 'not_confirmed' } });
    const other = to === undefined ? undefined : await reachForVerb(write.tx, context.actor, to, 'list');
    if (other && isRefused(other)) return refused('whom', { fields: { to: 'whom' } });
    return giveConsent(write, { person: reached.done.person, purpose, to: other?.done.person });
  },
  next: (_, { ref, purpose }) => hrefOf(isAboutTag(purpose) ? carePage.path : helpPage.path, { ref }),
});

const helpWithdrawVerb = verb({
  ...onHelpPage,
  ...helpWithdrawForm,
  summary: { zh: '替一个人撤回同意', en: 'Withdraw a consent for a person' },
  said: myWords.withdraw_consent_said,
  answers: z.object({ personId: z.string() }),
  channel: ({ channel }) => channel,
  act: async (write, { ref, consent: id }, context) => {
    const reached = await reachForVerb(write.tx, context.actor, ref, 'edit');
    if (isRefused(reached)) return reached;
    const { person } = reached.done;
    const consent = (await consentsOf(write.tx, write.district, [person.id])).find((one) => one.id === id);
    if (!consent) return refused('not_found');
    const withdrawn = await withdrawConsent(write, { person, consent });
    const personId = consentGiver(person, write.today) ?? person.id;
    if (!isRefused(withdrawn) && write.actorId && write.actorId !== personId)
      await sendMessage(write, {
        personId,
        kind: 'people.told_withdrawn',
        about: { byId: write.actorId },
        href: '/me/consents',
      });
    return withdrawn;
  },
  next: back,
});

export const helpRoutes: readonly Route[] = [helpPage, helpVerb, helpConsentVerb, helpWithdrawVerb];
