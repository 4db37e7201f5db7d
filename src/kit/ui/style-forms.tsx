import type { Lang } from '../lang.ts';
import { Actions, Button, ButtonLink } from './button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from './choice.tsx';
import { DateField, FileField, SelectField, TextArea, TextField } from './field.tsx';
import { FieldGroup, FieldRow, Form, SearchForm } from './form.tsx';
import { Stack } from './layout.tsx';
import { BeforeAfter, type Photo, PhotoField, Photos } from './photos.tsx';
import type { Pick } from './style-pick.ts';

type SampleProps = { readonly t: Pick; readonly lang: Lang };

/** Forms: untouched, and as they come back when refused. */
export function FormSamples({ t, lang }: SampleProps) {
  return (
    <Stack>
      <SearchForm
        lang={lang}
        action="#forms"
        label={t('搜索姓名、编号', 'Search names and numbers')}
        hint={t('按键盘上的 / 可以直接到这里', 'Press / to come here at once')}
      />
      <div class="style-pair">
        <Untouched t={t} lang={lang} />
        <Refused t={t} lang={lang} />
      </div>
    </Stack>
  );
}

function Untouched({ t, lang }: SampleProps) {
  return (
    <Form lang={lang} action="#forms" requestId="0" id="untouched">
      <TextField lang={lang} id="u-name" name="name" label={t('姓名', 'Name')} autoComplete="name" />
      <TextField
        lang={lang}
        id="u-phone"
        name="phone"
        type="tel"
        label={t('手机号', 'Mobile')}
        hint={t('只用来联系您，别人看到的是 138****0000', 'Only to reach you; others see 138****0000')}
        required={false}
        width="medium"
        autoComplete="tel"
      />
      <FieldRow>
        <TextField
          lang={lang}
          id="u-area"
          name="area"
          label={t('面积', 'Area')}
          inputMode="decimal"
          unit="m²"
          width="short"
          value="89.50"
        />
        <DateField lang={lang} id="u-day" name="day" label={t('日期', 'Day')} value="2026-11-22" />
      </FieldRow>
      <SelectField
        lang={lang}
        id="u-place"
        name="place"
        label={t('地点', 'Place')}
        options={[
          {
            label: t('一楼', 'Ground floor'),
            options: [
              { value: 'hall', label: t('活动室', 'Hall') },
              { value: 'books', label: t('图书角', 'Reading corner') },
            ],
          },
          { value: 'garden', label: t('花园', 'Garden') },
        ]}
      />
      <TextArea
        lang={lang}
        id="u-what"
        name="what"
        label={t('什么事', 'What is it about?')}
        hint={t('写清楚时间和地点，我们处理得更快', 'Time and place help us')}
      />
      <RadioGroup
        lang={lang}
        id="u-reach"
        name="reach"
        label={t('怎么联系您', 'How shall we reach you?')}
        value="phone"
        options={[
          { value: 'phone', label: t('打电话', 'By telephone') },
          { value: 'visit', label: t('上门', 'At my door'), hint: t('来之前会先约时间', 'We agree on a time first') },
          { value: 'none', label: t('不用联系', 'Not at all'), disabled: true },
        ]}
      />
      <CheckboxGroup
        lang={lang}
        id="u-days"
        name="days"
        label={t('哪几天方便', 'Which days suit you?')}
        inline
        values={['sat']}
        options={[
          { value: 'wed', label: t('周三', 'Wed') },
          { value: 'sat', label: t('周六', 'Sat') },
          { value: 'sun', label: t('周日', 'Sun') },
        ]}
      />
      <FieldGroup legend={t('紧急联系人', 'In an emergency')} hint={t('只有出事的时候才会用到', 'Used only then')} row>
        <TextField
          lang={lang}
          id="u-kin"
          name="kin"
          label={t('称呼', 'Who')}
          required={false}
          suggestions={[t('女儿', 'Daughter'), t('儿子', 'Son'), t('邻居', 'Neighbour')]}
        />
        <TextField
          lang={lang}
          id="u-kin-phone"
          name="kinPhone"
          type="tel"
          label={t('电话', 'Telephone')}
          required={false}
        />
      </FieldGroup>
      <FileField lang={lang} id="u-file" name="file" label={t('台账', 'Ledger')} accept=".xlsx,.csv" required={false} />
      <PhotoField lang={lang} id="u-photos" name="photos" label={t('照片', 'Photographs')} required={false} />
      <Checkbox
        lang={lang}
        id="u-agree"
        name="agree"
        label={t('我同意这样使用我的信息', 'I agree to this use of my data')}
        hint={t('随时可以撤回', 'You may withdraw at any time')}
      />
      <Actions>
        <Button icon="send">{t('提交', 'Send')}</Button>
        <ButtonLink href="#forms" look="quiet">
          {t('先不填了', 'Not now')}
        </ButtonLink>
      </Actions>
    </Form>
  );
}

function Refused({ t, lang }: SampleProps) {
  const wrongDay = t('这一天已经过去了，请选今天以后的日子', 'This day is over; choose a later one');
  const wrongPhone = t('手机号应该是 11 位数字', 'A mobile number has 11 digits');
  const noChoice = t('请选一种联系方式', 'Choose a way to reach you');
  const noConsent = t('没有您的同意，我们不能记录', 'Without your consent we may not record this');
  return (
    <Form
      lang={lang}
      action="#forms"
      requestId="0"
      id="refused"
      focusErrors={false}
      problem={t('还没有提交成功', 'Not sent yet')}
      errors={[
        { id: 'r-phone', label: t('手机号', 'Mobile'), message: wrongPhone },
        { id: 'r-day', label: t('日期', 'Day'), message: wrongDay },
        { id: 'r-reach', label: t('怎么联系您', 'How shall we reach you?'), message: noChoice },
        { id: 'r-agree', label: t('同意', 'Consent'), message: noConsent },
      ]}
    >
      <TextField
        lang={lang}
        id="r-phone"
        name="phone"
        type="tel"
        label={t('手机号', 'Mobile')}
        value="1380013"
        error={wrongPhone}
        hint={t('只用来联系您', 'Only to reach you')}
      />
      <DateField lang={lang} id="r-day" name="day" label={t('日期', 'Day')} value="2026-11-01" error={wrongDay} />
      <RadioGroup
        lang={lang}
        id="r-reach"
        name="reach"
        label={t('怎么联系您', 'How shall we reach you?')}
        error={noChoice}
        options={[
          { value: 'phone', label: t('打电话', 'By telephone') },
          { value: 'visit', label: t('上门', 'At my door') },
        ]}
      />
      <Checkbox
        lang={lang}
        id="r-agree"
        name="agree"
        label={t('我同意这样使用我的信息', 'I agree to this use of my data')}
        error={noConsent}
      />
      <Actions>
        <Button icon="send">{t('再提交一次', 'Send again')}</Button>
      </Actions>
    </Form>
  );
}

/** Photographs: a row of small ones, and how it was beside how it is. */
export function PhotoSamples({ t, lang }: SampleProps) {
  const photo = (name: string): Photo => ({
    href: `/icon.svg?${name}`,
    thumb: '/icon.svg',
    alt: name,
    width: 400,
    height: 300,
  });
  return (
    <Stack>
      <Photos
        label={t('现场照片', 'Photographs')}
        items={[photo(t('楼道灯', 'The lamp')), photo(t('楼梯', 'The stairs'))]}
      />
      <BeforeAfter lang={lang} before={[photo(t('灯不亮', 'Dark'))]} after={[photo(t('灯亮了', 'Lit'))]} />
      <BeforeAfter lang={lang} before={[photo(t('堆着纸箱', 'Boxes'))]} after={[]} />
    </Stack>
  );
}
