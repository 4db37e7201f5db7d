import type { Lang } from '../lang.ts';
import { Actions, Button, ButtonLink, CopyableText, PhoneLink, PostButton, PrintButton, PrintHint } from './button.tsx';
import { BigActions, Cluster, Columns, DescriptionList, Prose, Stack } from './layout.tsx';
import { Avatar, Badge, Badges, Difference, Status } from './mark.tsx';
import { LanguageTag } from './page.tsx';
import type { Pick } from './style-pick.ts';
import type { Tone } from './tone.ts';

const colours = [
  'paper',
  'surface',
  'sunk',
  'line',
  'edge',
  'soft',
  'ink',
  'cinnabar',
  'pine',
  'amber',
  'indigo',
  'plum',
];

/** Samples. */
export function Colours({ t }: { readonly t: Pick }) {
  return (
    <Stack>
      <Prose>
        <p>
          {t(
            '纸是底，墨是字。朱砂只给一页里最要紧的那一步；松绿是办好了，琥珀是在等。颜色从不单独出现，旁边总有图形和文字。',
            'Paper and ink. Cinnabar marks the one main step of a page, pine what is done, amber what waits. A colour never stands alone: a sign and words are beside it.',
          )}
        </p>
      </Prose>
      <ul class="style-colours">
        {colours.map((name) => (
          <li key={name}>
            <svg width="100%" height="56" aria-hidden="true">
              <rect class={`style-${name}`} width="100%" height="100%" rx="8" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </Stack>
  );
}

/** Samples. */
export function Type({ t, lang }: { readonly t: Pick; readonly lang: Lang }) {
  return (
    <Columns
      aside={
        <DescriptionList
          items={[
            { term: t('正文', 'Body'), value: t('17 像素，长辈版 22 像素', '17 px, elder version 22 px') },
            { term: t('行高', 'Line height'), value: '1.65' },
            { term: t('点按范围', 'Targets'), value: t('44 像素，长辈版 60 像素', '44 px, elder version 60 px') },
          ]}
        />
      }
    >
      <Prose>
        <h3>{t('三级标题：一段话说一件事', 'A heading of the third level')}</h3>
        <p>
          {t(
            '正文用系统自带的字体，写得像公告栏上的一封信：先说结论，再说原因，最后说',
            'Body text uses the system’s own type and reads like a letter on a notice board: first what, then why, and at last ',
          )}
          <a href="#type">{t('接下来怎么办', 'what to do next')}</a>
          {t('。日期写成 2026年11月22日，数字和单位之间留一点空。', '. Dates are written 22 Nov 2026.')}
        </p>
        <ul>
          <li>{t('列表的每一项都短。', 'Items of a list are short.')}</li>
          <li>
            {t('另一种语言会标出来：', 'The other language is marked: ')}
            <LanguageTag lang={lang === 'zh' ? 'en' : 'zh'}>{t('notice board', '公告栏')}</LanguageTag>
            {t('。', '.')}
          </li>
        </ul>
      </Prose>
    </Columns>
  );
}

/** Samples. */
export function Buttons({ t, lang }: { readonly t: Pick; readonly lang: Lang }) {
  return (
    <Stack>
      <Actions>
        <Button look="primary" icon="send">
          {t('提交', 'Send')}
        </Button>
        <Button>{t('存成草稿', 'Keep as a draft')}</Button>
        <ButtonLink href="#buttons" look="quiet" icon="arrow-left">
          {t('返回', 'Back')}
        </ButtonLink>
        <Button look="danger" icon="trash-2">
          {t('删除这一条', 'Delete this entry')}
        </Button>
        <Button disabled>{t('暂时不能用', 'Not available now')}</Button>
      </Actions>
      <Actions>
        <Button small icon="pencil" about={t('电话', 'telephone')}>
          {t('修改', 'Change')}
        </Button>
        <PostButton action="#buttons" requestId="0" icon="undo-2" small>
          {t('撤回', 'Take back')}
        </PostButton>
        <PhoneLink lang={lang} number="020-8888 0000" name={t('值班室', 'the front desk')} />
        <PrintButton lang={lang} href="?print" />
        <CopyableText lang={lang} text="2026-0153" />
      </Actions>
      <PrintHint lang={lang} />
      <BigActions
        label={t('最常用的几件事', 'What most people come for')}
        items={[
          {
            href: '#a',
            icon: 'message-circle',
            label: t('说件事', 'Say something'),
            text: t('看到的、遇到的，都可以说', 'Whatever you saw or met with'),
          },
          { href: '#b', icon: 'phone', label: t('找人', 'Find someone'), text: t('一按就能打电话', 'Call in one tap') },
          {
            href: '#c',
            icon: 'megaphone',
            label: t('看公示', 'Read notices'),
            text: t('最近 15 天的都在', 'Those of the last 15 days'),
          },
          {
            href: '#d',
            icon: 'volume-2',
            label: t('听一听', 'Listen'),
            text: t('把这一页读给您听', 'Have this page read to you'),
          },
        ]}
      />
    </Stack>
  );
}

/** Samples. */
export function Marks({ t }: { readonly t: Pick }) {
  const tones: readonly [Tone, string][] = [
    ['neutral', t('已登记', 'Noted')],
    ['info', t('正在办', 'In hand')],
    ['done', t('办好了', 'Done')],
    ['wait', t('等您回复', 'Waiting for you')],
    ['alert', t('超过期限', 'Overdue')],
    ['accent', t('需要关心', 'Needs care')],
    ['muted', t('没有人住', 'Empty')],
  ];
  return (
    <Stack>
      <Cluster>
        {tones.map(([tone, label]) => (
          <Status key={tone} tone={tone}>
            {label}
          </Status>
        ))}
      </Cluster>
      <Badges>
        {tones.map(([tone, label]) => (
          <Badge key={tone} tone={tone}>
            {label}
          </Badge>
        ))}
        <Badge tone="info" icon="lock">
          {t('只有本人可见', 'Only yours to see')}
        </Badge>
      </Badges>
      <Cluster>
        <Avatar name="周敏" />
        <Avatar name="Ada Lin" />
        <Avatar name="周敏" large />
        <Difference before="138****0000" after="139****1234" />
        <Difference after={t('新添的内容', 'newly added')} />
      </Cluster>
    </Stack>
  );
}
