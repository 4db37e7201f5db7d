import { z } from 'zod';
import { readRef, refOf } from '../../kit/ids.ts';
import { done, isRefused, refused } from '../../kit/outcome.ts';
import { file, page, type Route, verb } from '../../kit/route.ts';
import { workbookBytes } from '../../kit/sheets/index.ts';
import { consentsOf } from './consent-store.ts';
import { giveConsent, withdrawConsent } from './consents.ts';
import {
  allowForm,
  askForm,
  consentForm,
  myInput,
  myPagedInput,
  pagedInput,
  readMessagesForm,
  withdrawConsentForm,
  withdrawRequestForm,
} from './input.ts';
import { loadFamily, loadMessages, loadMyConsents, loadMyData, loadMyReads, loadMyRequests } from './load-mine.ts';
import { familyShows, messagesShows, myConsentsShows, myDataShows, myReadsShows, myRequestsShows } from './models.ts';
import { consentSheets, dataSheets, readSheets, requestSheets } from './my-sheets.ts';
import { dataView, readsView } from './my-views.tsx';
import { consentsView, familyView, messagesView, myRequestsView } from './my-wish-views.tsx';
import { myWords } from './my-words.ts';
import { reachMine } from './reach.ts';
import { findRequest, proposeRequest, withdrawRequest } from './requests.ts';
import { findPerson, membersOf, openPerson, residencesOf } from './store.ts';

const signedIn = { may: 'signed_in', words: myWords } as const;
/** The address of a page about oneself, or about somebody one stands for. */
const at = (path: string, whose: string | undefined): string => (whose === undefined ? path : `${path}?for=${whose}`);

const dataPage = page({
  ...signedIn,
  name: 'people.my_data',
  path: '/me/data',
  summary: { zh: '关于我的全部内容', en: 'Everything that is held about me' },
  input: myInput,
  shows: myDataShows,
  load: (context, input) => loadMyData(context, input),
  view: dataView,
  sheets: dataSheets,
});

const readsPage = page({
  ...signedIn,
  name: 'people.my_reads',
  path: '/me/reads',
  summary: { zh: '谁打开过我的档案，为什么', en: 'Who opened my record, and why' },
  input: myPagedInput,
  shows: myReadsShows,
  load: loadMyReads,
  view: readsView,
  sheets: readSheets,
});

const consentsPage = page({
  ...signedIn,
  name: 'people.my_consents',
  path: '/me/consents',
  summary: { zh: '我同意过什么', en: 'What I have consented to' },
  input: myInput,
  shows: myConsentsShows,
  load: loadMyConsents,
  view: consentsView,
  sheets: consentSheets,
});

const myRequestsPage = page({
  ...signedIn,
  name: 'people.my_requests',
  path: '/me/requests',
  summary: { zh: '我的更正和删除申请', en: 'My corrections and erasures' },
  input: myInput,
  offline: true,
  shows: myRequestsShows,
  load: loadMyRequests,
  view: myRequestsView,
  sheets: requestSheets,
});

const messagesPage = page({
  ...signedIn,
  name: 'people.my_messages',
  path: '/me/messages',
  summary: { zh: '我的消息', en: 'My messages' },
  input: pagedInput,
  shows: messagesShows,
  load: loadMessages,
  view: messagesView,
});

const familyPage = page({
  ...signedIn,
  name: 'people.my_family',
  path: '/me/family',
  summary: { zh: '我可以代办的家人，和替我办的家人', en: 'Whom I act for, and who acts for me' },
  input: z.object({}),
  shows: familyShows,
  load: loadFamily,
  view: familyView,
});

const copyJson = file({
  ...signedIn,
  name: 'people.my_copy_json',
  path: '/me/data.json',
  summary: { zh: '带走一份我的档案（JSON）', en: 'A copy of my record as JSON' },
  input: myInput,
  type: 'application/json',
  answer: async (context, input) => {
    const model = await loadMyData(context, input, 'copy');
    if (isRefused(model)) return model;
    const { whose, ...data } = model.done;
    return done({ body: JSON.stringify(data, null, 2), fileName: `doorstep-${context.today}.json` });
  },
});

const copyXlsx = file({
  ...signedIn,
  name: 'people.my_copy_xlsx',
  path: '/me/data.xlsx',
  summary: { zh: '带走一份我的档案（表格）', en: 'A copy of my record as a workbook' },
  input: myInput,
  type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  answer: async (context, input) => {
    const model = await loadMyData(context, input, 'copy');
    if (isRefused(model)) return model;
    const sheets = dataSheets(model.done, context);
    return done({ body: await workbookBytes({ sheets }), fileName: `doorstep-${context.today}.xlsx` });
  },
});

const askVerb = verb({
  ...signedIn,
  ...askForm,
  page: (raw) => ({ route: myRequestsPage, input: { for: raw.for } }),
  summary: { zh: '申请更正或删除我的档案', en: 'Ask for a correction or erasure of my record' },
  said: myWords.ask_said,
  answers: z.object({ request: z.string() }),
  act: async (write, { for: ref, kind, field, proposed, reason }, context) => {
    const mine = await reachMine(write.tx, context.actor, ref, write.today, kind === 'erasure' ? 'erase' : 'correct');
    if (isRefused(mine)) return mine;
    const person = await openPerson(write.tx, write.keyring, write.district, mine.done.person.id);
    if (!person) return refused('not_found');
    const asked = await proposeRequest(write, { person, kind, field, proposed, reason });
    return isRefused(asked) ? asked : done({ request: refOf(write.district, asked.done.requestId) });
  },
  next: (_, input) => at(myRequestsPage.path, input.for),
});

const withdrawRequestVerb = verb({
  ...signedIn,
  ...withdrawRequestForm,
  page: () => ({ route: myRequestsPage, input: {} }),
  summary: { zh: '撤回一份申请', en: 'Take a request back' },
  said: myWords.withdraw_request_said,
  answers: z.object({ personId: z.string() }),
  act: async (write, input, context) => {
    const read = readRef(input.request);
    const request =
      read?.district === write.district
        ? await findRequest(write.tx, write.keyring, read.district, read.id)
        : undefined;
    if (!request) return refused('not_found');
    const ref = refOf(write.district, request.personId);
    const mine = await reachMine(write.tx, context.actor, ref, write.today, 'correct');
    return isRefused(mine) ? refused('not_found') : withdrawRequest(write, { request });
  },
  next: () => myRequestsPage.path,
});

const consentVerb = verb({
  ...signedIn,
  ...consentForm,
  page: (raw) => ({ route: consentsPage, input: { for: raw.for } }),
  summary: { zh: '同意一项', en: 'Consent to something' },
  said: myWords.consent_said,
  answers: z.object({ personId: z.string() }),
  act: async (write, { for: ref, purpose }, context) => {
    const mine = await reachMine(write.tx, context.actor, ref, write.today, 'consent');
    return isRefused(mine) ? mine : giveConsent(write, { person: mine.done.person, purpose });
  },
  next: (_, input) => at(consentsPage.path, input.for),
});

const withdrawConsentVerb = verb({
  ...signedIn,
  ...withdrawConsentForm,
  page: (raw) => ({ route: consentsPage, input: { for: raw.for } }),
  summary: { zh: '撤回一项同意', en: 'Withdraw a consent' },
  said: myWords.withdraw_consent_said,
  answers: z.object({ personId: z.string() }),
  act: async (write, { for: ref, consent: id }, context) => {
    const mine = await reachMine(write.tx, context.actor, ref, write.today, 'withdraw');
    if (isRefused(mine)) return mine;
    const { person } = mine.done;
    const consent = (await consentsOf(write.tx, write.district, [person.id])).find((one) => one.id === id);
    return consent ? withdrawConsent(write, { person, consent }) : refused('not_found');
  },
  next: (_, input) => at(consentsPage.path, input.for),
});

const allowVerb = verb({
  ...signedIn,
  ...allowForm,
  page: () => ({ route: familyPage, input: {} }),
  summary: { zh: '让同住的家人替我办', en: 'Let somebody of my household act for me' },
  said: myWords.allow_said,
  answers: z.object({ personId: z.string() }),
  act: async (write, { to }, context) => {
    const mine = await reachMine(write.tx, context.actor, undefined, write.today, 'allow');
    if (isRefused(mine)) return mine;
    const { person } = mine.done;
    const read = readRef(to);
    const homes = (await residencesOf(write.tx, write.district, [person.id])).filter((home) => home.toDay === null);
    const mates = await membersOf(
      write.tx,
      write.district,
      homes.flatMap((home) => home.householdId ?? []),
    );
    // Nobody can be tried out by id: only those one lives with are there to choose.
    const mate = mates.find((member) => read?.district === write.district && member.personId === read.id);
    const other = mate && (await findPerson(write.tx, write.district, mate.personId));
    if (!other) return refused('whom', { fields: { to: 'whom' } });
    return giveConsent(write, { person, purpose: 'act_for_me', to: other });
  },
  next: () => familyPage.path,
});

const readMessagesVerb = verb({
  ...signedIn,
  ...readMessagesForm,
  page: () => ({ route: messagesPage, input: {} }),
  summary: { zh: '把消息标为看过', en: 'Mark my messages as read' },
  said: myWords.mark_read_said,
  answers: z.object({ read: z.int() }),
  act: async (write, _, { actor }) => {
    if (!actor) return refused('sign_in_first');
    const rows = await write.tx
      .updateTable('messages')
      .set({ read_at: write.now })
      .where('district', '=', write.district)
      .where('person_id', '=', actor.personId)
      .where('read_at', 'is', null)
      .returning('id')
      .execute();
    await write.record({
      verb: 'people.read_messages',
      thing: { kind: 'person', id: actor.personId },
      change: { n: rows.length },
    });
    return done({ read: rows.length });
  },
  next: () => messagesPage.path,
});

export const myRoutes: readonly Route[] = [
  dataPage,
  readsPage,
  consentsPage,
  myRequestsPage,
  messagesPage,
  familyPage,
  copyJson,
  copyXlsx,
  askVerb,
  withdrawRequestVerb,
  consentVerb,
  withdrawConsentVerb,
  allowVerb,
  readMessagesVerb,
];
