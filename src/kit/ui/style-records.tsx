import type { Lang } from '../lang.ts';
import { Actions, Button } from './button.tsx';
import { CellGrid, type CellState, type GridGroup } from './cell-grid.tsx';
import { Chart } from './chart.tsx';
import { SelectField, TextField } from './field.tsx';
import { Form } from './form.tsx';
import { Columns, Grid, Stack } from './layout.tsx';
import { Status } from './mark.tsx';
import { Pagination } from './navigation.tsx';
import { QrCode } from './qr-code.tsx';
import { Poster, Sheet } from './sheet.tsx';
import type { Pick } from './style-pick.ts';
import { type Column, Table, TableTools } from './table.tsx';
import { OrgChart, type OrgNode, Tree } from './tree.tsx';

type SampleProps = { readonly t: Pick; readonly lang: Lang };
type Book = {
  readonly title: string;
  readonly author: string;
  readonly lent: number;
  readonly days: number;
  readonly out: boolean;
};

/** Tables: with tools, to choose from, scrolling, empty. */
export function TableSamples({ t, lang }: SampleProps) {
  const books: readonly Book[] = [
    { title: t('老城的树', 'Trees of the old town'), author: t('何苗', 'He Miao'), lent: 42, days: 1204, out: true },
    {
      title: t('怎样修好一把椅子', 'How to mend a chair'),
      author: t('罗大成', 'Luo Dacheng'),
      lent: 8,
      days: 96,
      out: false,
    },
    {
      title: t('给孩子讲的一百个故事', 'A hundred stories for children'),
      author: t('季小满', 'Ji Xiaoman'),
      lent: 117,
      days: 2310,
      out: true,
    },
  ];
  const columns: readonly Column<Book>[] = [
    {
      key: 'title',
      head: t('书名', 'Title'),
      names: true,
      sortable: true,
      cell: (book) => <a href="#book">{book.title}</a>,
    },
    { key: 'author', head: t('作者', 'Author'), sortable: true, cell: (book) => book.author },
    {
      key: 'state',
      head: t('现在', 'Now'),
      cell: (book) =>
        book.out ? <Status tone="wait">{t('借出', 'Lent')}</Status> : <Status tone="done">{t('在架', 'Here')}</Status>,
    },
    { key: 'lent', head: t('借过', 'Times lent'), number: true, sortable: true, cell: (book) => book.lent },
    { key: 'days', head: t('累计天数', 'Days in all'), number: true, wideOnly: true, cell: (book) => book.days },
  ];
  const sort = {
    by: 'lent',
    descending: true,
    href: (by: string, descending: boolean) => `?sort=${by}&down=${descending}#tables`,
  };
  return (
    <Stack>
      <TableTools
        lang={lang}
        action="#tables"
        exportHref="?format=xlsx"
        clearHref="#tables"
        count={t('共 218 本', '218 books')}
        hidden={{ sort: 'lent' }}
      >
        <TextField lang={lang} id="t-title" name="title" label={t('书名', 'Title')} />
        <SelectField
          lang={lang}
          id="t-state"
          name="state"
          label={t('现在', 'Now')}
          empty={t('全部', 'All')}
          value="here"
          options={[
            { value: 'here', label: t('在架', 'Here') },
            { value: 'lent', label: t('借出', 'Lent') },
          ]}
        />
      </TableTools>
      <Table
        lang={lang}
        caption={t('图书角的书', 'Books in the reading corner')}
        columns={columns}
        rows={books}
        sort={sort}
        totals={{ title: t('合计', 'In all'), lent: 167, days: 3610 }}
      />
      <Pagination lang={lang} page={1} pages={11} href={(page) => `?page=${page}#tables`} />
      <Form lang={lang} action="#tables" requestId="0" id="choose-books">
        <Table
          lang={lang}
          caption={t('选几本一起还', 'Choose some to give back')}
          columns={columns.slice(0, 3)}
          rows={books}
          select={{
            name: 'book',
            value: (book) => book.title,
            label: (book) => book.title,
            checked: (book) => !book.out,
          }}
        />
        <Actions>
          <Button>{t('一起还', 'Give back')}</Button>
        </Actions>
      </Form>
      <Table
        lang={lang}
        caption={t('在手机上横着滚动的表', 'A table that scrolls sideways on a phone')}
        phone="scroll"
        columns={columns}
        rows={books}
        sort={sort}
      />
    </Stack>
  );
}

/** Cells by group, row and column: to open, and to choose from. */
export function GridSamples({ t, lang }: SampleProps) {
  const states: Readonly<Record<string, CellState>> = {
    visited: { label: t('来过', 'Visited'), tone: 'done', icon: 'check' },
    care: { label: t('需要关心', 'Needs care'), tone: 'accent', icon: 'heart' },
    helper: { label: t('愿意帮忙', 'Helps'), tone: 'info', icon: 'hand-heart' },
    away: { label: t('没人应门', 'No answer'), tone: 'wait', icon: 'door-closed' },
    none: { label: t('还没去', 'Not yet'), tone: 'neutral', icon: 'minus' },
    empty: { label: t('空着', 'Empty'), tone: 'muted', icon: 'circle-dashed' },
  };
  const groups = (choose: boolean): GridGroup[] =>
    [1, 2, 3].map((unit) => gridGroup(t, unit, Object.keys(states), choose));
  return (
    <Stack>
      <CellGrid
        lang={lang}
        id="doors"
        caption={t('七号楼', 'Building 7')}
        rowHead={t('楼层', 'Floor')}
        groups={groups(false)}
        states={states}
        counts={{ visited: 21, care: 4, helper: 6, away: 5, none: 10, empty: 7 }}
      />
      <h3>{t('勾选几格', 'Choosing some cells')}</h3>
      <Form lang={lang} action="#grid" requestId="0" id="choose-cells">
        <CellGrid
          lang={lang}
          id="pick"
          caption={t('选择', 'Choose')}
          rowHead={t('楼层', 'Floor')}
          groups={groups(true).slice(0, 2)}
          states={states}
          select={{ name: 'cell' }}
        />
        <Actions>
          <Button>{t('把选中的交给周敏', 'Give the chosen to Zhou Min')}</Button>
        </Actions>
      </Form>
    </Stack>
  );
}

function gridGroup(t: Pick, unit: number, states: readonly string[], choose: boolean): GridGroup {
  const doors = unit === 3 ? 2 : 3;
  const rows = [6, 5, 4, 3, 2, 1].map((floor) => ({
    label: String(floor),
    cells: Array.from({ length: doors }, (_, i) => {
      if (floor === 1 && i === 2) return undefined;
      const label = `${floor}0${i + 1}`;
      const state = states[(floor * 7 + i * 5 + unit * 3) % states.length] ?? 'none';
      return {
        label,
        state,
        detail: t('王*，11月18日', 'Wang *, 18 Nov'),
        href: '#door',
        ...(choose && state !== 'empty' ? { value: `${unit}-${label}`, checked: floor === 5 } : {}),
      };
    }),
  }));
  return {
    label: t(`${unit}单元`, `Entrance ${unit}`),
    href: '#unit',
    columns: Array.from({ length: doors }, (_, i) => `0${i + 1}`),
    rows,
  };
}

/** Charts of each kind. */
export function ChartSamples({ t, lang, elder }: SampleProps & { readonly elder?: boolean | undefined }) {
  const months = ['6', '7', '8', '9', '10', '11'].map((month) =>
    t(`${month}月`, ['Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'][Number(month) - 6] ?? ''),
  );
  const places = [
    t('东山口', 'Dongshan'),
    t('榕树下', 'Banyan'),
    t('小码头', 'Little Quay'),
    t('石桥头', 'Stone Bridge'),
    t('晒谷场', 'Threshing Floor'),
    t('新坊', 'New Lane'),
  ];
  const common = { lang, elder };
  return (
    <Grid wide>
      <Chart
        {...common}
        kind="bar"
        title={t('各片收到的事', 'Matters by area')}
        summary={t('十一月榕树下最多，42 件', 'Banyan had most in November: 42')}
        categoryName={t('片', 'Area')}
        categories={places}
        series={[{ name: t('件数', 'Matters'), values: [31, 42, 18, 27, 9, 14] }]}
      />
      <Chart
        {...common}
        kind="stacked"
        title={t('办到哪一步', 'How far they are')}
        summary={t('大部分已经办好', 'Most are done')}
        categoryName={t('片', 'Area')}
        categories={places}
        series={[
          { name: t('办好了', 'Done'), values: [25, 33, 16, 20, 9, 10] },
          { name: t('在等', 'Waiting'), values: [4, 6, 2, 5, 0, 3] },
          { name: t('正在办', 'In hand'), values: [2, 3, 0, 2, 0, 1] },
        ]}
      />
      <Chart
        {...common}
        kind="line"
        title={t('半年来', 'Half a year')}
        summary={t('收到的和办好的越来越接近', 'Received and done come closer')}
        categoryName={t('月份', 'Month')}
        categories={months}
        series={[
          { name: t('收到', 'Received'), values: [88, 95, 120, 133, 141, 141] },
          { name: t('办好', 'Done'), values: [61, 70, 98, 119, 134, 138] },
        ]}
      />
      <Chart
        {...common}
        kind="heat"
        title={t('哪天人多', 'Busy days')}
        summary={t('周六上午来的人最多', 'Saturday mornings are busiest')}
        categoryName={t('星期', 'Day')}
        categories={[
          t('一', 'Mon'),
          t('二', 'Tue'),
          t('三', 'Wed'),
          t('四', 'Thu'),
          t('五', 'Fri'),
          t('六', 'Sat'),
          t('日', 'Sun'),
        ]}
        series={[
          { name: t('上午', 'Morning'), values: [4, 3, 6, 5, 8, 21, 17] },
          { name: t('下午', 'Afternoon'), values: [2, 2, 9, 3, 4, 14, null] },
          { name: t('晚上', 'Evening'), values: [0, 1, 12, 2, 6, 9, 3] },
        ]}
      />
    </Grid>
  );
}

/** Trees and organisation charts. */
export function TreeSamples({ t, lang }: SampleProps) {
  const root: OrgNode = {
    title: t('街坊联会', 'Neighbours’ union'),
    kind: t('总会', 'Union'),
    href: '#1',
    offices: [{ office: t('会长', 'Chair'), holder: t('何*', 'He *') }],
    children: [
      {
        title: t('东片分会', 'East branch'),
        href: '#2',
        kind: t('分会', 'Branch'),
        offices: [
          { office: t('会长', 'Chair'), holder: t('罗*', 'Luo *') },
          { office: t('副会长', 'Vice-chair'), holder: t('季*', 'Ji *') },
        ],
        children: [
          { title: t('合唱队', 'Choir'), href: '#3', note: t('23 人', '23 people') },
          {
            title: t('修理小组', 'Menders'),
            href: '#4',
            note: t('8 人', '8 people'),
            children: [{ title: t('自行车班', 'Bicycles'), note: t('3 人', '3 people') }],
          },
        ],
      },
      {
        title: t('西片分会', 'West branch'),
        href: '#5',
        kind: t('分会', 'Branch'),
        children: [{ title: t('读书会', 'Readers'), href: '#6', note: t('31 人', '31 people') }],
      },
      {
        title: t('南片分会', 'South branch'),
        href: '#7',
        kind: t('分会', 'Branch'),
        note: t('明年三月换届', 'elects next March'),
      },
    ],
  };
  return (
    <Stack>
      <Tree
        lang={lang}
        label={t('地方', 'Places')}
        nodes={[
          {
            label: t('东片', 'East'),
            href: '#1',
            end: '1 204',
            open: true,
            children: [
              { label: t('榕树下', 'Banyan'), href: '#2', end: '412', current: true },
              {
                label: t('小码头', 'Little Quay'),
                href: '#3',
                end: '318',
                children: [{ label: t('一号楼', 'Building 1'), href: '#4', end: '96' }],
              },
            ],
          },
          { label: t('西片', 'West'), href: '#5', end: '860' },
        ]}
      />
      <OrgChart label={t('谁管哪一块', 'Who leads what')} root={root} />
      <OrgChart
        label={t('下面有很多分会时', 'With many branches')}
        root={{
          ...root,
          children: [1, 2, 3, 4, 5, 6].map((n) => ({
            title: t(`第${n}分会`, `Branch ${n}`),
            href: `#b${n}`,
            children: [{ title: t('读书会', 'Readers'), note: t('31 人', '31 people') }],
          })),
        }}
      />
    </Stack>
  );
}

/** What goes on paper. */
export function PaperSamples({ t, lang }: SampleProps) {
  const address = 'https://doorstep.example/p/3';
  return (
    <Stack>
      <QrCode
        text={address}
        label={t('打开三号门的页面', 'Opens the page of gate 3')}
        caption={t('扫一扫，打开这一页', 'Scan to open this page')}
      />
      <Columns
        aside={
          <Poster
            level={2}
            siteName={t('家门口', 'Doorstep')}
            title={t('三号门', 'Gate 3')}
            lead={t('有事，扫一扫', 'Anything? Scan here.')}
            qr={{ text: address, label: t('打开三号门的页面', 'Opens the page of gate 3'), caption: address }}
            lines={[t('说件事 · 找人 · 看公示', 'Say · find · read')]}
            foot={t('不方便扫码？打 020-8888 0000', 'Cannot scan? Call 020-8888 0000')}
          />
        }
      >
        <Sheet
          level={2}
          kicker={t('记录 · 2026年第 12 号', 'Minutes · 2026 no. 12')}
          title={t('活动室怎么用，大家说了算', 'How we use the hall')}
          facts={[
            { term: t('时间', 'Time'), value: t('2026年11月22日 19:30', '22 Nov 2026, 19:30') },
            { term: t('地点', 'Place'), value: t('一楼活动室', 'Hall, ground floor') },
            { term: t('到场', 'Present'), value: t('应到 31 人，实到 27 人', '27 of 31') },
          ]}
          signatures={[t('主持人', 'Chair'), t('记录人', 'Secretary')]}
          issued={[t('街坊联会', 'Neighbours’ union'), t('2026年11月22日', '22 Nov 2026')]}
        >
          <h3>{t('定下的事', 'Decided')}</h3>
          <ol>
            <li>{t('周三、周六晚上留给合唱队。', 'Wednesday and Saturday evenings are the choir’s.')}</li>
            <li>{t('钥匙放在值班室，谁用谁签名。', 'The key is at the front desk; whoever takes it signs.')}</li>
          </ol>
        </Sheet>
      </Columns>
      <p lang={lang === 'zh' ? 'zh-CN' : 'en-GB'}>
        {t('打印这一页时，导航和按钮不会出现。', 'In print, navigation and buttons are left out.')}
      </p>
    </Stack>
  );
}
