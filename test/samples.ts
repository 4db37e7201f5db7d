import type { Target } from './target.ts';

/** A way to be let in where `may` of the route does not say it all; one of several is enough. */
export type Way =
  /** The resident whom the sample is about, at the screen. */
  | 'oneself'
  /** Whoever is signed in and at home in the same district. */
  | 'same_district'
  /** A permission over this place of the sample; `touching`: over a place on the line above it or below it. */
  | {
      readonly permission: string;
      readonly at: keyof Target['at'];
      readonly touching?: true;
      /** Only by a post in a group of one of these kinds. */
      readonly posts?: readonly string[];
    };

/** What a route is asked with, so that the answer depends on nothing but who asks. */
export type Sample = {
  readonly input: (target: Target) => Readonly<Record<string, unknown>>;
  /** Place of the sample over which `may` has to be held; left out where any post that gives it will do. */
  readonly at?: keyof Target['at'];
  readonly ways?: readonly Way[];
};

const nothing: Sample = { input: () => ({}) };
const code = (at: keyof Target['at'], more: Readonly<Record<string, unknown>> = {}): Sample => ({
  input: (target) => ({ code: target.at[at].code, ...more }),
  at,
});
/** Residents are reached through their door. */
const resident = (more: (target: Target) => Readonly<Record<string, unknown>> = () => ({})): Sample => ({
  input: (target) => ({ ref: target.residentRef, ...more(target) }),
  at: 'dwelling',
});
const household = (more: Readonly<Record<string, unknown>> = {}): Sample => ({
  input: (target) => ({ ref: target.householdRef, ...more }),
  at: 'dwelling',
});
/** People without a home here are reached through the community that keeps their record. */
const neighbour = (more: (target: Target) => Readonly<Record<string, unknown>> = () => ({})): Sample => ({
  input: (target) => ({ ref: target.neighbourRef, ...more(target) }),
  at: 'community',
});
const own = (input: Sample['input'] = (target) => ({ for: target.residentRef })): Sample => ({
  input,
  ways: ['oneself'],
});
const helped = (input: Sample['input']): Sample => ({
  input,
  ways: ['oneself', { permission: 'people.edit', at: 'dwelling' }],
});
const team = (permission: string, more: Sample['input'] = () => ({})): Sample => ({
  input: (target) => ({ ref: target.team, ...more(target) }),
  ways: [{ permission, at: 'compound' }],
});
const member = (more: Sample['input']): Sample => ({
  input: more,
  ways: [{ permission: 'groups.members', at: 'compound' }],
});
const consented = { channel: 'phone', consented: true } as const;
const steward = (more: Sample['input'] = () => ({})): Sample => ({
  input: (target) => ({ ref: target.steward, ...more(target) }),
  at: 'building',
});
const notice = (
  by: readonly string[],
  more: Sample['input'] = () => ({}),
  of: 'noticeRef' | 'draftRef' = 'noticeRef',
): Sample => ({
  input: (target) => ({ ref: target[of], ...more(target) }),
  ways: [{ permission: 'notices.publish', at: 'compound', posts: by }],
});
const issuer = ['community_office'] as const;
const ledger: Sample = { input: (target) => ({ ref: target.importRef }), at: 'compound' };
const today = '2026-11-22';
const levels = Object.fromEntries(
  [1, 2, 3, 4, 5].flatMap((n) => [
    [`zh${n}`, `${n} 级`],
    [`en${n}`, `Level ${n}`],
    [`limit${n}`, 100 * n],
  ]),
);

/** One way to ask every route there is, by its name. */
export const samples: Readonly<Record<string, Sample>> = {
  'places.find': { input: () => ({ q: '考察苑' }) },
  'places.poster': code('building'),
  'places.edit': code('compound'),
  'places.add': code('compound', { kind: 'building', name: '77' }),
  'places.renumber': code('building', { name: '78' }),
  'places.merge': { input: ({ at }) => ({ code: at.building.code, into: at.compound.code }), at: 'building' },
  'places.split': {
    input: ({ at }) => ({ code: at.building.code, children: [at.entrance.id], name: '79' }),
    at: 'building',
  },
  'places.undo': { input: ({ at, changeId }) => ({ code: at.entrance.code, changeId }), at: 'entrance' },
  'places.draw_zone': {
    input: ({ at }) => ({ code: at.compound.code, kind: 'grid', name: '乙', children: [at.building.id] }),
    at: 'compound',
  },
  'places.close_zone': { input: ({ at, zoneId }) => ({ code: at.compound.code, zoneId }), at: 'compound' },

  'people.list': nothing,
  'people.new': { input: ({ at }) => ({ place: at.dwelling.code }), at: 'dwelling' },
  'people.duplicates': nothing,
  'people.corrections': nothing,
  'people.register': {
    input: ({ at }) => ({ place: at.dwelling.code, name: '汤雨桐', capacity: 'tenant', since: today }),
    at: 'dwelling',
  },
  'people.found_household': {
    input: ({ at }) => ({ place: at.dwelling.code, declaredSize: 2, since: today }),
    at: 'dwelling',
  },
  'people.decide_request': { input: ({ requestRef }) => ({ ref: requestRef, decision: 'accept' }), at: 'dwelling' },
  'people.help': resident(),
  'people.help_ask': resident(() => ({ kind: 'erasure', channel: 'phone' })),
  'people.give_consent': resident(() => ({ purpose: 'show_name', ...consented })),
  'people.help_withdraw': resident(({ consentId }) => ({ consent: consentId, channel: 'phone' })),
  'people.show': resident(),
  'people.change': resident(),
  'people.homes': resident(),
  'people.care': resident(),
  'people.merges': resident(),
  'people.open': resident(() => ({ reason: 'visit' })),
  'people.edit': resident(() => ({ name: '尤月娥' })),
  'people.set_guardian': resident(({ mateRef }) => ({ guardian: mateRef })),
  'people.move': resident(({ residenceId }) => ({ from: residenceId, day: today })),
  'people.add_dwelling': resident(({ at }) => ({ place: at.dwelling.code, capacity: 'tenant', day: today })),
  'people.change_household': resident(({ residenceId }) => ({ residence: residenceId, household: 'new', day: today })),
  'people.change_capacity': resident(({ residenceId }) => ({
    residence: residenceId,
    capacity: 'tenant',
    day: today,
  })),
  'people.record_death': resident(() => ({ day: today })),
  'people.add_tag': resident(() => ({ kind: 'empty_nest', since: today, ...consented })),
  'people.end_tag': resident(() => ({ kind: 'living_alone' })),
  'people.plan_visits': resident(() => ({ kind: 'living_alone', frequency: 'weekly' })),
  'people.merge': neighbour(({ twinRef }) => ({ gone: twinRef })),
  'people.undo_merge': neighbour(({ mergeId }) => ({ merge: mergeId })),
  'people.household': household(),
  'people.move_household': {
    input: ({ householdRef, at }) => ({ ref: householdRef, place: at.dwelling.code, capacity: 'owner', day: today }),
    at: 'dwelling',
  },
  'people.choose_head': { input: ({ householdRef, mate }) => ({ ref: householdRef, head: mate }), at: 'dwelling' },
  'people.describe_household': household({ declaredSize: 3 }),
  'people.close_household': household({ day: today }),
  'people.my_data': own(),
  'people.my_reads': own(),
  'people.my_consents': own(),
  'people.my_requests': own(),
  'people.my_messages': nothing,
  'people.my_family': nothing,
  'people.my_copy_json': own(),
  'people.my_copy_xlsx': own(),
  'people.ask': own(({ residentRef }) => ({ for: residentRef, kind: 'erasure' })),
  'people.withdraw_request': own(({ requestRef }) => ({ request: requestRef })),
  'people.consent': own(({ residentRef }) => ({ for: residentRef, purpose: 'show_name' })),
  'people.withdraw_consent': own(({ residentRef, consentId }) => ({ for: residentRef, consent: consentId })),
  'people.allow': { input: ({ mateRef }) => ({ to: mateRef }) },
  'people.read_messages': nothing,

  'groups.list': nothing,
  'groups.terms': nothing,
  'groups.near': { input: ({ at }) => ({ place: at.compound.code }) },
  'groups.partners': nothing,
  'groups.organisation': { input: ({ at }) => ({ code: at.compound.code }) },
  'groups.rules': code('district'),
  'groups.set_rule': code('district', { kind: 'team', at: 'compound', leader_min: 1, leader_max: 2 }),
  'groups.new': {
    input: ({ at }) => ({ code: at.compound.code }),
    ways: [{ permission: 'groups.edit', at: 'compound' }],
  },
  'groups.found': {
    input: ({ at }) => ({ code: at.compound.code, kind: 'team', variety: 'arts', name: '棋友队' }),
    ways: [{ permission: 'groups.edit', at: 'compound' }],
  },
  'groups.show': { input: (target) => ({ ref: target.team }) },
  'groups.edit': team('groups.edit'),
  'groups.describe': team('groups.edit', () => ({ name: '花匠二队' })),
  'groups.dissolve': team('groups.edit', () => ({ sure: true })),
  'groups.offices': team('groups.edit'),
  'groups.appoint': team('groups.edit', ({ residentRef }) => ({ office: 'deputy', person: residentRef })),
  'groups.elect': team('groups.edit', ({ residentRef }) => ({
    heldOn: today,
    entitled: 9,
    tookPart: 8,
    leader: residentRef,
  })),
  'groups.end_term': team('groups.edit', ({ termId }) => ({ termId, reason: 'resigned' })),
  'groups.members': team('groups.members'),
  'groups.invite': team('groups.members', ({ mateRef }) => ({ who: mateRef })),
  'groups.admit': member(({ application, appliedTo }) => ({ membership: application, group: appliedTo })),
  'groups.reject': member(({ application, appliedTo }) => ({ membership: application, group: appliedTo })),
  'groups.remove': member(({ membership, team: group }) => ({ membership, group })),
  'groups.backbone': member(({ membership, team: group }) => ({ membership, group, backbone: true })),
  'groups.mine': helped(({ residentRef }) => ({ person: residentRef })),
  'groups.membership': helped(({ membership }) => ({ membership })),
  'groups.apply': { input: ({ invitedTo }) => ({ ref: invitedTo }), ways: ['same_district'] },
  'groups.accept': helped(({ invitation }) => ({ membership: invitation, ...consented })),
  'groups.decline': helped(({ invitation }) => ({ membership: invitation, ...consented })),
  'groups.leave': helped(({ membership }) => ({ membership, ...consented })),
  'groups.display': helped(({ membership }) => ({ membership, name: 'masked', ...consented })),
  'groups.set_talents': helped(({ residentRef }) => ({ person: residentRef, talents: '园艺', ...consented })),

  'stewards.coverage': { input: ({ at }) => ({ place: at.entrance.code }), at: 'entrance' },
  'stewards.covered_households': { input: ({ at }) => ({ place: at.entrance.code }), at: 'entrance' },
  'stewards.list': { input: ({ at }) => ({ place: at.entrance.code }), at: 'entrance' },
  'stewards.levels': nothing,
  'stewards.set_levels': { input: () => levels },
  'stewards.show': {
    input: (target) => ({ ref: target.steward }),
    ways: [{ permission: 'stewards.coverage', at: 'building', touching: true }],
  },
  'stewards.end': steward(() => ({ day: today })),
  'stewards.unlink': steward(({ linkId }) => ({ links: [linkId], day: today })),
  'stewards.hand_over': steward(({ steward: to, linkId }) => ({ to, links: [linkId], day: today })),
  'stewards.new': code('building'),
  'stewards.appoint': code('building', { level: 5, name: '柏玉珍', fromDay: today }),
  'stewards.links': code('building'),
  'stewards.link': {
    input: ({ at, steward: to }) => ({
      code: at.building.code,
      steward: to,
      places: [at.entrance.code],
      fromDay: today,
    }),
    at: 'building',
  },
  'stewards.map': { input: ({ at }) => ({ code: at.building.code }) },
  'stewards.chain': {
    input: (target) => ({ ref: target.householdRef }),
    ways: ['oneself', { permission: 'people.list', at: 'dwelling' }],
  },
  'stewards.mine': nothing,
  'stewards.my_households': nothing,

  'notices.list': { input: ({ at }) => ({ place: at.building.code }) },
  'notices.show': { input: ({ noticeRef }) => ({ ref: noticeRef }) },
  'notices.sheet': { input: ({ noticeRef }) => ({ ref: noticeRef }) },
  'notices.desk': nothing,
  'notices.new': code('compound'),
  'notices.write': {
    input: ({ at, officeGroup }) => ({
      code: at.compound.code,
      group: officeGroup,
      kind: 'reminder',
      title: '天冷了',
      body: '关好窗。',
      fromDay: today,
      lastDay: '2026-11-30',
    }),
    at: 'compound',
  },
  'notices.edit': notice(issuer, undefined, 'draftRef'),
  'notices.rewrite': notice(
    issuer,
    () => ({ kind: 'activity', title: '包饺子', body: '都来。', fromDay: today, lastDay: today }),
    'draftRef',
  ),
  'notices.publish': notice(issuer, undefined, 'draftRef'),
  'notices.discard': notice(issuer, undefined, 'draftRef'),
  'notices.correction': notice(issuer),
  'notices.correct': notice(issuer, () => ({
    version: 1,
    title: '停水',
    body: '改到后天。',
    lastDay: '2026-12-20',
    why: '日子写错了',
  })),
  'notices.withdrawal': notice(issuer),
  'notices.withdraw': notice(issuer, () => ({ reason: '不停了' })),
  'notices.pin': notice(issuer),
  'notices.unpin': { ...notice(issuer), input: ({ pinnedRef }) => ({ ref: pinnedRef }) },

  'ledgers.list': nothing,
  'ledgers.new': { input: ({ at }) => ({ place: at.compound.code }), at: 'compound' },
  'ledgers.show': ledger,
  'ledgers.upload': {
    input: ({ at }) => ({ place: at.compound.code, file: new File(['姓名,房号\n段佳慧,1栋1单元202\n'], '居民.csv') }),
    at: 'compound',
  },
  'ledgers.columns': ledger,
  'ledgers.decisions': {
    input: (target) => ({ ref: target.importRef, rows: ['0:2'], decision: 'take' }),
    at: 'compound',
  },
  'ledgers.confirmation': ledger,
  'ledgers.dropping': ledger,
  'ledgers.refused': ledger,
  'ledgers.exports': { input: ({ at }) => ({ place: at.compound.code }), at: 'compound' },
  // To open everything in full one also has to be somebody who may open records.
  'ledgers.open_export': {
    input: ({ at }) => ({ place: at.compound.code, kind: 'residents', reason: 'visit' }),
    ways: [{ permission: 'people.open', at: 'compound' }],
  },
  'ledgers.export': { input: ({ at }) => ({ place: at.compound.code, kind: 'residents' }), at: 'compound' },

  'accounts.sign_in': nothing,
  'accounts.enter_code': nothing,
  'accounts.who': nothing,
  'accounts.send_code': { input: () => ({ phone: '19900009876' }) },
  'accounts.sign_in_by_code': { input: () => ({ code: '123456' }) },
  'accounts.choose_person': { input: ({ residentRef }) => ({ person: residentRef }) },
  'channels.mine': nothing,
  'channels.add_email': { input: () => ({ address: 'you@example.org' }) },
  'channels.add_sms': nothing,
  'channels.add_wechat': { input: () => ({ openId: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M' }) },
  'channels.add_push': {
    input: () => ({ endpoint: 'https://push.example.org/1', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) }),
  },
  'channels.choose_times': { input: () => ({ quietFrom: 21, quietUntil: 8 }) },
  'channels.choose_topics': own(({ way }) => ({ way, topics: ['must_do'] })),
  'channels.end_way': own(({ way }) => ({ way })),
  'channels.confirm': { input: ({ district }) => ({ token: `${district}-${'0'.repeat(32)}-${'A'.repeat(43)}` }) },
  'channels.confirmed': nothing,
  'channels.confirm_way': { input: ({ district }) => ({ token: `${district}-${'0'.repeat(32)}-${'A'.repeat(43)}` }) },
  'channels.push_worker': nothing,
  'channels.robots': nothing,
  'channels.add_robot': {
    input: ({ at }) => ({
      place: at.community.code,
      kind: 'wecom',
      name: '邻里群',
      url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1',
      verbs: ['groups.found'],
    }),
  },
  'channels.end_robot': { input: ({ robot }) => ({ outlet: robot }), at: 'community' },
  'channels.webhooks': nothing,
  'channels.add_webhook': {
    input: ({ at }) => ({
      place: at.community.code,
      name: '大屏',
      url: 'https://hooks.example.org/doorstep',
      verbs: ['groups.found'],
    }),
  },
  'channels.end_webhook': { input: ({ webhook }) => ({ outlet: webhook }), at: 'community' },
  'channels.deliveries': nothing,
  'channels.send_again': { input: ({ delivery }) => ({ delivery }), at: 'district' },
  'channels.live': { input: ({ at }) => ({ code: at.building.code }) },

  'accounts.sign_in_by_password': { input: () => ({ userName: 'nobody', password: 'wrong' }) },
  'accounts.sign_in_to_demo': { input: ({ offered }) => ({ person: offered }) },
  'accounts.second_factor_asked': nothing,
  'accounts.give_second_factor': { input: () => ({ code: '123456' }) },
  'accounts.sign_out': nothing,
  'accounts.welcome': { input: ({ welcomeToken }) => ({ token: welcomeToken }) },
  'accounts.set_first_password': {
    input: ({ welcomeToken }) => ({
      token: welcomeToken,
      password: 'lantern-on-the-sill',
      again: 'lantern-on-the-sill',
    }),
  },
  'accounts.demo_messages': nothing,
  'accounts.second_factor': nothing,
  'accounts.enrol_second_factor': { input: () => ({ code: '123456' }) },
  'accounts.sessions': nothing,
  'accounts.end_session': own(({ sessionId }) => ({ id: sessionId })),
  'accounts.end_other_sessions': nothing,
  // Of these only the resident has an account with a name and a password to it.
  'accounts.change_password': {
    input: () => ({ password: 'lantern-on-the-sill', again: 'lantern-on-the-sill' }),
    ways: ['oneself'],
  },
  'accounts.keep_settings': { input: () => ({ lang: 'zh' }) },
  'accounts.list': nothing,
  'accounts.add': { input: ({ residentRef }) => ({ person: residentRef, userName: 'youyuee' }) },
  'accounts.set_state': { input: ({ accountId }) => ({ id: accountId, state: 'disabled' }), at: 'district' },
  'accounts.reset': { input: ({ accountId }) => ({ id: accountId }), at: 'district' },
  'accounts.audit': nothing,

  'open311.discovery': { input: () => ({ format: 'xml' }) },
  'open311.services': { input: ({ at }) => ({ format: 'json', jurisdiction_id: at.district.code }) },
  'open311.service': {
    input: ({ at }) => ({ format: 'xml', service_code: 'lighting', jurisdiction_id: at.compound.code }),
  },
  'open311.requests': { input: ({ at }) => ({ format: 'xml', jurisdiction_id: at.community.code }) },
  'open311.request': {
    input: ({ at, publicIssue }) => ({
      format: 'json',
      service_request_id: publicIssue,
      jurisdiction_id: at.district.code,
    }),
  },
  'open311.post_request': {
    input: ({ at, programKey }) => ({
      format: 'json',
      api_key: programKey,
      jurisdiction_id: at.compound.code,
      service_code: 'lighting',
      address_id: at.building.code,
      description: '楼道灯不亮',
    }),
  },
  'open311.token': {
    input: ({ at, publicIssue }) => ({ format: 'xml', token: publicIssue, jurisdiction_id: at.district.code }),
  },
  'open311.clients': nothing,
  'open311.issue_key': { input: ({ at }) => ({ name: '市民热线', place: at.compound.code }), at: 'compound' },
  'open311.revoke_key': { input: ({ programId }) => ({ id: programId }), at: 'district' },

  'home.start': nothing,
  'home.place': { input: ({ at }) => ({ code: at.building.code }) },
  'home.feed': { input: ({ at }) => ({ code: at.building.code }) },
  'home.desk': nothing,
  'home.me': nothing,
  'home.permissions': nothing,
  'home.style': nothing,
  'home.language': { input: () => ({ lang: 'zh' }) },
  'home.elder': { input: () => ({ elder: 'on' }) },
  'home.icon': nothing,
  'home.offline': nothing,
  'home.outbox': nothing,
  'home.manifest': nothing,
  'home.picture': { input: () => ({ name: '192.png' }) },
};
