import type { Lang } from '../lang.ts';
import { Grid, Stack } from './layout.tsx';
import { Figures, MeterBar, Progress, type Step, Steps, Timeline } from './progress.tsx';
import type { Pick } from './style-pick.ts';

/** What passes with time: progress, steps, a story, figures. */
export function ProgressSamples({ t, lang }: { readonly t: Pick; readonly lang: Lang }) {
  const label = t('走到哪一步了', 'How far it has come');
  return (
    <Stack>
      <Steps lang={lang} label={label} steps={steps(t)} />
      <Grid wide>
        <Progress
          lang={lang}
          id="style-running"
          state="running"
          label={t('正在读入表格', 'Reading the sheet')}
          value={12300}
          max={49805}
          text={t('49 805 行里已经读了 12 300 行', '12 300 of 49 805 rows')}
          href="#progress"
        />
        <Progress
          lang={lang}
          id="style-unknown"
          state="running"
          label={t('正在整理', 'Sorting')}
          value={0}
          text={t('马上就好，您可以先去忙别的', 'Soon done; you may leave this page')}
          href="#progress"
        />
        <Progress
          lang={lang}
          id="style-done"
          state="done"
          label={t('读入表格', 'Read the sheet')}
          value={1}
          text={t('全部读完，用了 42 秒', 'All read in 42 seconds')}
          href="#progress"
        />
        <Progress
          lang={lang}
          id="style-failed"
          state="failed"
          label={t('读入表格', 'Read the sheet')}
          value={310}
          max={900}
          text={t(
            '第 311 行断了，前面的都没有改动。请检查后重新上传',
            'Broke off at row 311; nothing was changed. Please look at it and upload again',
          )}
          href="#progress"
        />
      </Grid>
      <Figures
        label={t('这个月', 'This month')}
        items={[
          { value: '1 204', unit: t('件', ''), label: t('收到的事', 'Matters received'), href: '#1' },
          { value: '1 151', unit: t('件', ''), label: t('办好的', 'Done'), href: '#2', tone: 'done' },
          { value: '38', unit: t('件', ''), label: t('在等回复', 'Waiting'), href: '#3', tone: 'wait' },
          {
            value: '15',
            unit: t('件', ''),
            label: t('超过期限', 'Overdue'),
            href: '#4',
            tone: 'alert',
            note: t('比上月少 6 件', '6 fewer than last month'),
          },
          { value: '95.6%', label: t('按时办好', 'Done in time') },
        ]}
      />
      <Grid>
        <MeterBar label={t('东片', 'East')} value={412} max={600} text={t('600 人里到了 412 人', '412 of 600')} />
        <MeterBar
          label={t('西片', 'West')}
          value={98}
          max={540}
          text={t('540 人里到了 98 人', '98 of 540')}
          tone="wait"
        />
        <MeterBar
          label={t('还没开始', 'Not begun')}
          value={0}
          max={300}
          text={t('300 人里到了 0 人', '0 of 300')}
          tone="alert"
        />
      </Grid>
      <Timeline
        label={t('经过', 'Story')}
        items={[
          {
            when: t('2026年11月22日 09:40', '22 Nov 2026 09:40'),
            datetime: '2026-11-22T09:40+08:00',
            who: t('周敏', 'Zhou Min'),
            title: t('说灯修好了', 'Says the lamp is mended'),
            status: t('办好了', 'Done'),
            tone: 'done',
            children: (
              <p>{t('换了灯泡和开关，晚上七点再看一次。', 'New bulb and switch; to be looked at again at seven.')}</p>
            ),
          },
          {
            when: t('2026年11月21日 16:05', '21 Nov 2026 16:05'),
            datetime: '2026-11-21T16:05+08:00',
            who: t('物料间', 'Stores'),
            title: t('在等零件', 'Waiting for a part'),
            status: t('等待', 'Waiting'),
            tone: 'wait',
          },
          {
            when: t('2026年11月20日 18:12', '20 Nov 2026 18:12'),
            datetime: '2026-11-20T18:12+08:00',
            title: t('门口的灯不亮了', 'The lamp is out'),
            children: <p>{t('住在附近的人打电话来说的。', 'Told by telephone by someone who lives near.')}</p>,
          },
        ]}
      />
    </Stack>
  );
}

function steps(t: Pick): Step[] {
  return [
    { label: t('收集', 'Collect'), state: 'done', date: t('11月3日', '3 Nov'), actor: t('周敏', 'Zhou Min') },
    { label: t('整理', 'Sort'), state: 'done', date: t('11月9日', '9 Nov'), actor: t('议事小组', 'the group') },
    {
      label: t('公示', 'Publish'),
      state: 'now',
      date: t('11月12日起', 'since 12 Nov'),
      due: t('到 11月27日为止，还有 5 天', 'until 27 Nov, 5 days left'),
    },
    { label: t('评议', 'Appraise'), state: 'next', due: t('12月4日前', 'by 4 Dec') },
    { label: t('反馈', 'Feed back'), state: 'next', due: t('12月11日前', 'by 11 Dec') },
  ];
}
