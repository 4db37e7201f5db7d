import { refOf } from '../src/kit/ids.ts';
import { isRefused } from '../src/kit/outcome.ts';
import { checkImport } from '../src/rooms/ledgers/actions.ts';
import { addPersons } from '../src/rooms/people/index.ts';
import { addLinks, addStewards } from '../src/rooms/stewards/index.ts';
import { appointSomebody, prepare } from './actors.ts';
import type { Session, TestApp } from './app.ts';
import { buildChannels } from './channels-target.ts';
import { buildSpot, type Spot } from './spots.ts';

/** A spot in which there is one of everything that a route can be about; refs unless it says id. */
export type Target = Spot & {
  readonly residentRef: string;
  readonly residentSession: Session;
  readonly mateRef: string;
  readonly householdRef: string;
  readonly neighbourRef: string;
  readonly twinRef: string;
  readonly mergeId: string;
  readonly residenceId: string;
  readonly consentId: string;
  readonly requestRef: string;
  readonly zoneId: string;
  readonly changeId: string;
  /** A team at the compound in which the resident is a member, one that invited her, and one she applied to. */
  readonly team: string;
  readonly membership: string;
  readonly invitedTo: string;
  readonly invitation: string;
  readonly appliedTo: string;
  readonly application: string;
  readonly termId: string;
  /** Serves the building, linked to the resident's door. */
  readonly steward: string;
  readonly stewardPlace: Spot['at']['building'];
  readonly linkId: string;
  readonly importRef: string;
  /** Of the community office at the compound: one that is posted, one that is pinned, one not yet published. */
  readonly noticeRef: string;
  readonly pinnedRef: string;
  readonly draftRef: string;
  readonly officeGroup: string;
  /** A way of the resident, a robot and a webhook at the community, something that did not arrive. */
  readonly way: string;
  readonly robot: string;
  readonly webhook: string;
  readonly delivery: string;
  readonly accountId: string;
  readonly welcomeToken: string;
  readonly sessionId: string;
  /** A program that may report in the district, its key, and an issue it sent that is public. */
  readonly programId: string;
  readonly programKey: string;
  readonly publicIssue: string;
  /** Somebody whom the demo lets in with one tap. */
  readonly offered: string;
};

/** Builds a spot in a community of the demo and puts one of everything there, through the routes where one can. */
export async function buildTarget(app: TestApp, community: string): Promise<Target> {
  const spot = await buildSpot(app.workshop, community);
  const { district, at } = spot;
  const ref = (id: string): string => refOf(district, id);
  const idsIn = async (text: string, ...values: unknown[]): Promise<string> =>
    String((await app.database.query(text, [district, ...values]))[0]?.id);

  const made = await prepare(app.workshop, district, async (write) => {
    const office = await appointSomebody(write, '邬佳慧', at.community.id, [
      { role: 'community_office.staff', at: at.community },
      { role: 'platform.administrator', at: at.district },
    ]);
    const born = { placeId: at.community.id, sex: 'female', birthDate: '1975-01-01' } as const;
    const persons = ['邬春梅', '邬春梅', '邬春妹', '柏玉珍'].map((name) => ({ ...born, name }));
    const [neighbour = '', twin = '', merged = '', helper = ''] = await addPersons(write, persons);
    const serves = { level: 5, fromDay: '2026-01-01' } as const;
    const [steward = ''] = await addStewards(write, [{ ...serves, personId: helper, placeId: at.building.id }]);
    await addLinks(write, [{ ...serves, stewardId: steward, placeId: at.dwelling.id }]);
    return { office, neighbour, twin, merged, steward };
  });
  const office = await app.signIn({ district, personId: made.office });
  const residentSession = await app.signIn({ district, personId: spot.resident });
  const act = async (as: Session, route: string, values: Record<string, unknown>): Promise<Record<string, string>> => {
    const answer = await app.ask(route, values, { as });
    if (answer.status !== 200) throw new Error(`${route}: ${answer.status} ${answer.text} ${app.failures.join(' ')}`);
    return answer.json() as Record<string, string>;
  };
  const teamOf = async (name: string): Promise<string> =>
    (await act(office, 'groups.found', { code: at.compound.code, kind: 'team', variety: 'interest', name })).ref ?? '';

  const team = await teamOf('花匠队');
  const invitedTo = await teamOf('合唱队');
  const appliedTo = await teamOf('书法队');
  const resident = ref(spot.resident);
  const invited = await act(office, 'groups.invite', { ref: invitedTo, who: resident });
  const accepted = await act(office, 'groups.invite', { ref: team, who: resident });
  await act(residentSession, 'groups.accept', { membership: ref(accepted.membershipId ?? '') });
  const applied = await act(residentSession, 'groups.apply', { ref: appliedTo });
  await act(residentSession, 'people.consent', { purpose: 'pass_on' });
  const account = await act(office, 'accounts.add', {
    person: ref(spot.resident),
    userName: `user-${at.community.code}`,
  });
  const file = new File(['姓名,房号,联系电话\n欧阳静,1栋1单元201,19900009999\n无名,火星,1\n'], '住户.csv', {
    type: 'text/csv',
  });
  const uploaded = await act(office, 'ledgers.upload', { place: at.compound.code, kind: 'residents', file });
  const importId = await idsIn('SELECT id FROM imports WHERE district = $1 ORDER BY created_at DESC, id DESC LIMIT 1');
  const checked = await checkImport(app.workshop, { district, id: importId });
  if (checked && isRefused(checked)) throw new Error(`The import was refused: ${checked.refused}`);
  const officeGroup = ref(
    await idsIn(
      "SELECT id FROM groups WHERE district = $1 AND place_id = $2 AND kind = 'community_office'",
      at.community.id,
    ),
  );
  const draftOf = async (title: string): Promise<string> =>
    (
      await act(office, 'notices.write', {
        code: at.compound.code,
        group: officeGroup,
        kind: 'facility',
        title,
        body: '明天上午。',
        fromDay: '2026-11-22',
        lastDay: '2026-12-10',
      })
    ).ref ?? '';
  const published = async (title: string): Promise<string> => {
    const made = await draftOf(title);
    await act(office, 'notices.publish', { ref: made });
    return made;
  };
  const pinnedRef = await published('换灯');
  await act(office, 'notices.pin', { ref: pinnedRef });
  const [offered] = app.demo;
  const program = await act(office, 'open311.issue_key', { name: '市民热线' });
  const sent = await app.ask('open311.post_request', {
    format: 'json',
    api_key: program.key,
    jurisdiction_id: at.compound.code,
    service_code: 'lighting',
    address_id: at.building.code,
    description: '路灯不亮',
  });
  const [{ token: publicIssue }] = sent.json() as [{ token: string }];
  await act(office, 'issues.accept', { ref: publicIssue, kind: 'lighting', tier: 'days7' });
  await act(office, 'issues.publish', { ref: publicIssue, title: '路灯不亮', visibility: 'all' });
  return {
    ...spot,
    programId: await idsIn(
      'SELECT id FROM open311_clients WHERE district = $1 ORDER BY issued_at DESC, id DESC LIMIT 1',
    ),
    programKey: program.key ?? '',
    publicIssue,
    offered: offered ? refOf(offered.district, offered.personId) : '',
    residentRef: resident,
    residentSession,
    mateRef: ref(spot.mate),
    householdRef: ref(spot.household),
    neighbourRef: ref(made.neighbour),
    twinRef: ref(made.twin),
    mergeId: (await act(office, 'people.merge', { ref: ref(made.neighbour), gone: ref(made.merged) })).mergeId ?? '',
    residenceId: await idsIn('SELECT id FROM dwelling_persons WHERE district = $1 AND person_id = $2', spot.resident),
    consentId: await idsIn(
      "SELECT id FROM consents WHERE district = $1 AND person_id = $2 AND purpose = 'pass_on'",
      spot.resident,
    ),
    requestRef: (await act(residentSession, 'people.ask', { field: 'name', proposed: '尤月蛾' })).request ?? '',
    zoneId:
      (
        await act(office, 'places.draw_zone', {
          code: at.compound.code,
          kind: 'grid',
          name: '甲',
          children: [at.building.id],
        })
      ).id ?? '',
    changeId: (await act(office, 'places.renumber', { code: at.entrance.code, name: '7' })).changeId ?? '',
    team,
    membership: ref(accepted.membershipId ?? ''),
    invitedTo,
    invitation: ref(invited.membershipId ?? ''),
    appliedTo,
    application: ref(applied.membershipId ?? ''),
    termId:
      (await act(office, 'groups.appoint', { ref: team, office: 'leader', person: ref(made.neighbour) })).termId ?? '',
    steward: ref(made.steward),
    stewardPlace: at.building,
    linkId: await idsIn('SELECT id FROM steward_links WHERE district = $1 AND steward_id = $2', made.steward),
    importRef: uploaded.ref ?? '',
    noticeRef: await published('停水'),
    pinnedRef,
    draftRef: await draftOf('起草中'),
    officeGroup,
    ...(await buildChannels(app, spot)),
    accountId: await idsIn('SELECT id FROM accounts WHERE district = $1 AND person_id = $2', spot.resident),
    welcomeToken: account.link?.split('/').at(-1) ?? '',
    sessionId: await idsIn(
      'SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE a.district = $1 AND a.person_id = $2',
      spot.resident,
    ),
  };
}
