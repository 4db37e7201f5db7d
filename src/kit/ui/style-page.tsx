import type { ComponentChildren } from 'preact';
import type { Lang } from '../lang.ts';
import { Actions, Button, ButtonLink, PhoneLink, PrintButton } from './button.tsx';
import { Dialog, Disclosure } from './disclosure.tsx';
import { ErrorSummary } from './form.tsx';
import { Card, Columns, DescriptionList, Grid, List, PageHeader, Section, Stack } from './layout.tsx';
import { Avatar, Badge, Status } from './mark.tsx';
import { Breadcrumbs, Pagination, Tabs } from './navigation.tsx';
import { EmptyState, Notice } from './notice.tsx';
import { Buttons, Colours, Marks, Type } from './style-basics.tsx';
import { FormSamples, PhotoSamples } from './style-forms.tsx';
import type { Pick } from './style-pick.ts';
import { ChartSamples, GridSamples, PaperSamples, TableSamples, TreeSamples } from './style-records.tsx';
import { ProgressSamples } from './style-time.tsx';

export type StylePageProps = { readonly lang: Lang; readonly elder?: boolean | undefined };

/** Every component in every state: the body of a page. What is not shown here is not part of the look. */
export function StylePage({ lang, elder }: StylePageProps) {
  const t: Pick = (zh, en) => (lang === 'zh' ? zh : en);
  const parts: readonly [id: string, title: string, body: ComponentChildren][] = [
    ['colours', t('颜色', 'Colours'), <Colours key="c" t={t} />],
    ['type', t('文字', 'Type'), <Type key="t" t={t} lang={lang} />],
    ['buttons', t('按钮与链接', 'Buttons and links'), <Buttons key="b" t={t} lang={lang} />],
    ['marks', t('状态与标签', 'Statuses and labels'), <Marks key="m" t={t} />],
    ['notices', t('提示与空白', 'Notices and empty states'), <Notices key="n" t={t} lang={lang} />],
    ['moving', t('走到别处', 'Getting about'), <Moving key="v" t={t} lang={lang} />],
    ['cards', t('卡片与列表', 'Cards and lists'), <Cards key="k" t={t} lang={lang} />],
    ['forms', t('表单', 'Forms'), <FormSamples key="f" t={t} lang={lang} />],
    ['photos', t('照片', 'Photographs'), <PhotoSamples key="o" t={t} lang={lang} />],
    ['tables', t('表格', 'Tables'), <TableSamples key="a" t={t} lang={lang} />],
    ['progress', t('进度与经过', 'Progress and story'), <ProgressSamples key="p" t={t} lang={lang} />],
    ['grid', t('格子图', 'Cell grid'), <GridSamples key="g" t={t} lang={lang} />],
    ['charts', t('图表', 'Charts'), <ChartSamples key="h" t={t} lang={lang} elder={elder} />],
    ['trees', t('层级与组织', 'Trees and organisation'), <TreeSamples key="e" t={t} lang={lang} />],
    ['papers', t('打印', 'Print'), <PaperSamples key="i" t={t} lang={lang} />],
  ];
  return (
    <>
      <PageHeader
        kicker={t('给写页面的人', 'For those who build pages')}
        title={t('样式手册', 'Style book')}
        lead={t('每个组件、每种状态都在这一页。', 'Every component in every state is on this page.')}
        actions={<PrintButton lang={lang} href="?print" />}
      />
      <Disclosure summary={t('这一页有什么', 'What is on this page')}>
        <ul class="style-index">
          {parts.map(([id, title]) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </Disclosure>
      {parts.map(([id, title, body]) => (
        <Section key={id} id={id} title={title}>
          {body}
        </Section>
      ))}
    </>
  );
}

function Notices({ t, lang }: { readonly t: Pick; readonly lang: Lang }) {
  return (
    <Grid wide>
      <Notice lang={lang} kind="done">
        {t('已经记下了，编号 2026-0153。', 'Noted as 2026-0153.')}
      </Notice>
      <Notice lang={lang} kind="info" title={t('下周二停水检修', 'No water next Tuesday')}>
        <p>{t('上午九点到十一点，请提前存一点水。', 'From nine to eleven; please keep some at hand.')}</p>
      </Notice>
      <Notice lang={lang} kind="wait" title={t('还差一步', 'One more step')}>
        <p>
          {t(
            '请在 11 月 30 日前确认，过期就按现在的安排办。',
            'Please confirm by 30 November; otherwise it stays as arranged.',
          )}
        </p>
      </Notice>
      <Notice lang={lang} kind="alert" title={t('这个时间已经有人订了', 'This time is taken')}>
        <p>{t('下午三点以后还空着，换个时间就能订。', 'It is free after three; choose another time.')}</p>
      </Notice>
      <ErrorSummary lang={lang} problem={t('没有权限看这一页', 'This page is not open to you')} errors={[]} />
      <EmptyState
        title={t('还没有名单', 'No list yet')}
        actions={
          <>
            <ButtonLink href="#a" icon="upload">
              {t('上传表格', 'Upload a sheet')}
            </ButtonLink>
            <ButtonLink href="#b" look="quiet">
              {t('一个一个添加', 'Add one by one')}
            </ButtonLink>
          </>
        }
      >
        {t(
          '手头有 Excel 表的话，直接传上来最快；列名不一样也没关系。',
          'If you have a sheet at hand, uploading it is quickest; its headings may differ.',
        )}
      </EmptyState>
      <EmptyState title={t('没有找到', 'Nothing found')}>
        {t('换个词试试，也可以输入拼音首字母。', 'Try another word, or the initials in pinyin.')}
      </EmptyState>
    </Grid>
  );
}

function Moving({ t, lang }: { readonly t: Pick; readonly lang: Lang }) {
  return (
    <Stack>
      <Breadcrumbs
        lang={lang}
        items={[
          { href: '#1', label: t('首页', 'Home') },
          { href: '#2', label: t('图书角', 'Reading corner') },
        ]}
        here={t('借书规则', 'How to borrow')}
        label={t('样例：路径', 'Sample: the way here')}
      />
      <Tabs
        label={t('图书角', 'Reading corner')}
        items={[
          { href: '#1', label: t('概况', 'Overview'), current: true },
          { href: '#2', label: t('书目', 'Books'), count: 218 },
          { href: '#3', label: t('借出', 'Lent'), count: 31, icon: 'book-open' },
          { href: '#4', label: t('经过', 'Story') },
        ]}
      />
      <Pagination
        lang={lang}
        label={t('样例：分页', 'Sample: pages')}
        page={4}
        pages={12}
        href={(page) => `?page=${page}#moving`}
      />
      <Disclosure summary={t('谁能看到这些？', 'Who can see this?')} open>
        <p>
          {t(
            '您自己，和您写明同意的人。每次打开都会留下记录。',
            'You, and those you agreed to in writing. Every opening leaves a trace.',
          )}
        </p>
      </Disclosure>
      <Disclosure summary={t('收起来的一段', 'A part that is closed')}>
        <p>{t('里面的内容。', 'What is inside.')}</p>
      </Disclosure>
      <Dialog
        lang={lang}
        id="style-dialog"
        title={t('交给别人？', 'Hand over?')}
        opener={t('交给别人…', 'Hand over …')}
        openerIcon="move-right"
      >
        <Stack>
          <p>
            {t(
              '交接以后，这 12 项由对方负责，您仍能看到以前的记录。',
              'After this, the 12 items are theirs; you still see what was recorded before.',
            )}
          </p>
          <Actions>
            <Button look="primary">{t('交接', 'Hand over')}</Button>
          </Actions>
        </Stack>
      </Dialog>
    </Stack>
  );
}

function Cards({ t, lang }: { readonly t: Pick; readonly lang: Lang }) {
  return (
    <Stack>
      <Grid>
        <Card
          title={t('合唱队', 'Choir')}
          href="#choir"
          icon="users"
          marks={<Badge tone="done">{t('欢迎加入', 'Open to all')}</Badge>}
        >
          <p>{t('每周三晚上在活动室，现有 23 人。', 'Wednesday evenings in the hall, 23 people.')}</p>
        </Card>
        <Card
          title={t('修理小组', 'Menders')}
          icon="wrench"
          actions={<PhoneLink lang={lang} number="139 0000 0000" shown="139****0000" name={t('组长', 'the leader')} />}
        >
          <p>{t('小家电、自行车、拉链，周六上午。', 'Small appliances, bicycles, zips; Saturday mornings.')}</p>
        </Card>
        <Card>
          <p>{t('没有标题的卡片，只放一段话。', 'A card without a title, for a few words.')}</p>
        </Card>
      </Grid>
      <Columns
        aside={
          <DescriptionList
            items={[
              { term: t('地点', 'Place'), value: t('一楼活动室', 'Hall, ground floor') },
              {
                term: t('联系人', 'Contact'),
                value: t('周敏', 'Zhou Min'),
                action: (
                  <ButtonLink href="#x" look="quiet" small>
                    {t('修改', 'Change')}
                  </ButtonLink>
                ),
              },
              { term: t('备注', 'Note'), value: undefined },
            ]}
          />
        }
      >
        <List
          label={t('最近的事', 'Lately')}
          items={[
            {
              href: '#1',
              title: t('三号门口的灯不亮了', 'The lamp at gate 3 is out'),
              text: t('11月20日 · 编号 2026-0153', '20 Nov · 2026-0153'),
              end: <Status tone="info">{t('正在办', 'In hand')}</Status>,
            },
            {
              href: '#2',
              title: t('活动室想换把锁', 'A new lock for the hall'),
              text: t('11月18日 · 编号 2026-0149', '18 Nov · 2026-0149'),
              end: <Status tone="done">{t('办好了', 'Done')}</Status>,
            },
            {
              start: <Avatar name="周敏" />,
              title: t('周敏', 'Zhou Min'),
              text: t('合唱队队长', 'Leads the choir'),
              actions: <PhoneLink lang={lang} number="13900000000" shown="139****0000" name={t('周敏', 'Zhou Min')} />,
            },
          ]}
        />
      </Columns>
    </Stack>
  );
}
