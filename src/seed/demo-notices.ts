import { addDays, type Day, instantOf } from '../kit/clock.ts';
import type { Write } from '../kit/write.ts';
import { findGroupAt, type GroupKind } from '../rooms/groups/index.ts';
import { addNotices, type NewNotice } from '../rooms/notices/index.ts';
import type { Place } from '../rooms/places/index.ts';

type Where = 'community' | 'compound' | 'building';
type DemoNotice = Pick<NewNotice, 'kind' | 'title' | 'body' | 'pinned'> & {
  readonly at: Where;
  readonly by: GroupKind;
  /** First and last day, counted from today. */
  readonly days: readonly [number, number];
  readonly isDraft?: true;
  readonly corrected?: { readonly before: { readonly body: string }; readonly why: string; readonly day: number };
  readonly withdrawn?: { readonly reason: string; readonly day: number };
};

/** What any community posts. */
const everywhere: readonly DemoNotice[] = [
  {
    at: 'community',
    by: 'community_office',
    kind: 'decision',
    days: [-12, 17],
    title: '居民代表会议定了的三件事，办到哪一步',
    body: '一、东门外的空地改成晾衣场：已经平整，下周装晾衣杆。\n二、楼道里的旧自行车集中清理：各楼栋正在登记，认领到月底。\n三、夏天的纳凉点明年继续开：还在找地方，有合适的请告诉我们。\n\n有不同意见，请在公示期内到社区服务大厅说，或者找您的管家。',
  },
  {
    at: 'community',
    by: 'community_office',
    kind: 'reminder',
    days: [-3, 11],
    title: '天冷了，用电热毯、取暖器请留神',
    body: '睡前关掉电热毯，取暖器离被子、窗帘一米以上。\n电动车不进楼、不飞线充电，车棚里有充电位。\n\n家里有老人独自住的，请多打一个电话。',
  },
];

/** What one compound posts besides. Numbers follow the days. */
const compound: readonly DemoNotice[] = [
  {
    at: 'community',
    by: 'community_office',
    kind: 'money',
    days: [-40, -10],
    title: '第三季度为民服务经费收支',
    body: '上期结余 12,480 元，本期收入 30,000 元，支出 27,650 元，结余 14,830 元。\n\n支出：楼道灯更换 9,200 元；老年食堂补贴 12,000 元；暑期托管 4,650 元；防汛物资 1,800 元。\n票据在社区服务大厅，随时可以查看。',
  },
  {
    at: 'compound',
    by: 'owners_committee',
    kind: 'deliberation',
    days: [-20, 9],
    title: '东门人行道闸装不装：商量的结果',
    body: '上周日的恳谈会来了 46 户，说得最多的是三点：老人拎菜刷卡不方便、快递进不来、外人随便进。\n\n商量下来：先不装道闸，东门晚上十点关，白天由巡逻队值守；三个月后再看一次。\n\n不同意的，请在公示期内到业委会登记。',
    corrected: {
      before: {
        body: '上周日的恳谈会来了 64 户，说得最多的是三点：老人拎菜刷卡不方便、快递进不来、外人随便进。\n\n商量下来：先不装道闸，东门晚上十点关，白天由巡逻队值守；三个月后再看一次。\n\n不同意的，请在公示期内到业委会登记。',
      },
      why: '到会户数写反了，签到表上是 46 户',
      day: -18,
    },
  },
  {
    at: 'community',
    by: 'federation',
    kind: 'service',
    days: [-8, 30],
    title: '免费妇科检查开始预约',
    body: '35 到 64 岁的姐妹都可以来，不收费。\n时间：下个月每周二、周四上午；地点：社区卫生服务站二楼。\n\n到社区妇联或者找您的妇女小组组长报名，行动不便的可以约车。',
  },
  {
    at: 'compound',
    by: 'federation',
    kind: 'activity',
    days: [-6, 3],
    title: '周六上午一起收拾中心花园',
    body: '九点在花园凉亭集合，十一点结束。工具和手套都备好了，带上水杯就行。\n孩子可以一起来，认一认植物。下雨改到下周六。',
    pinned: true,
  },
  {
    at: 'compound',
    by: 'federation',
    kind: 'activity',
    days: [-5, 2],
    title: '周五晚上剪纸课',
    body: '七点在党群服务站，老师带着剪窗花，材料免费。',
    withdrawn: { reason: '老师临时有事，改到下个月，时间定了再公示', day: -1 },
  },
  {
    at: 'compound',
    by: 'property_manager',
    kind: 'found_lost',
    days: [-2, 12],
    title: '3 栋楼下捡到一串钥匙',
    body: '三把钥匙，挂着一个红色的小布鱼。说得出样子的，请到物业服务处认领。',
  },
  {
    at: 'building',
    by: 'property_manager',
    kind: 'outage',
    days: [0, 1],
    title: '明天上午检修水泵，这栋楼停水三小时',
    body: '明天上午 8:30 到 11:30 停水，请提前接一些水备用。\n来水后头几分钟水可能发黄，放一放就好。修得快就早来水。\n\n家里有病人、小孩或者自己不方便接水的，请告诉楼栋管家，有人送水上门。',
  },
  {
    at: 'community',
    by: 'community_office',
    kind: 'election',
    days: [3, 20],
    title: '居民小组长换届怎么报名',
    body: '在本小区住满一年、愿意为大家跑腿的都可以报名，也可以推荐别人。\n报名到本月底，下月初公布候选人，再由各楼栋选。',
  },
  {
    at: 'community',
    by: 'community_office',
    kind: 'money',
    days: [1, 20],
    title: '重阳节慰问款物发放情况',
    body: '收到捐款 8,600 元、食用油 40 桶、棉被 20 床。\n（发放的户数还要和各楼栋核对。）',
    isDraft: true,
  },
];

const zone = 'Asia/Shanghai';

/** Puts up what a community and its compound post, in the order of the days. @param rich also what only the first has. */
export async function seedNotices(
  write: Write,
  {
    community,
    compound: at,
    building,
    rich,
  }: {
    readonly community: Place;
    readonly compound: Place;
    readonly building: Place;
    readonly rich: boolean;
  },
): Promise<void> {
  const places: Readonly<Record<Where, Place>> = { community, compound: at, building };
  const day = (offset: number): Day => addDays(write.today, offset);
  // A notice is published in the morning of its first day; what comes later was published yesterday.
  const morning = (offset: number): Date => instantOf(zone, day(Math.min(offset, offset > 0 ? -1 : offset)), '09:10');
  const wanted = [...everywhere, ...(rich ? compound : [])].sort((a, b) => a.days[0] - b.days[0]);
  const notices: NewNotice[] = [];
  for (const { at: where, by, days, isDraft, corrected, withdrawn, ...rest } of wanted) {
    const seat = where === 'community' ? community : at;
    const group = await findGroupAt(write.tx, write.district, seat.id, by);
    if (!group) throw new Error(`No ${by} to publish “${rest.title}”`);
    notices.push({
      ...rest,
      placeId: places[where].id,
      groupId: group.id,
      fromDay: day(days[0]),
      lastDay: day(days[1]),
      published: isDraft ? undefined : { scopeId: community.id, at: morning(days[0]) },
      corrected: corrected && { ...corrected, at: instantOf(zone, day(corrected.day), '16:30') },
      withdrawn: withdrawn && { ...withdrawn, at: instantOf(zone, day(withdrawn.day), '17:45') },
    });
  }
  await addNotices(write, notices);
}
