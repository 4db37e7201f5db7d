import type { Wording } from '../../kit/words.ts';

/** Why a row, a file or a form is refused or in doubt, by its code. */
export const problemWords = {
  area_not_a_number: { zh: '面积不是数字，请填像 89.5 这样的数', en: 'The area is not a number such as 89.5' },
  phone_not_valid: {
    zh: '电话号码不对，请核对位数和区号',
    en: 'The telephone number is not valid: check its digits and area code',
  },
  room_missing: { zh: '没有房号', en: 'The room is missing' },
  building_missing: { zh: '没有楼栋', en: 'The building is missing' },
  compound_missing: {
    zh: '看不出是哪个小区，请加一列“小区”，或把工作表改成小区的名字',
    en: 'The compound is not named: add a column 小区, or name the sheet after the compound',
  },
  community_missing: { zh: '看不出是哪个社区，请加一列“社区”', en: 'The community is not named: add a column 社区' },
  community_unknown: { zh: '这里没有这个社区', en: 'There is no such community here' },
  outside_place: {
    zh: '这一行属于别的小区，请到那个小区或所在社区导入',
    en: 'The row belongs to another compound: import it there, or at the community',
  },
  address_missing: { zh: '没有写住在哪里', en: 'The address is missing' },
  address_unknown: {
    zh: '没有找到这套住房，请先导入住户台账，或核对楼栋、单元、房号',
    en: 'There is no such dwelling: import the household ledger first, or check building, entrance and room',
  },
  address_unreadable: {
    zh: '地址看不懂，请写成“1栋2单元301”',
    en: 'The address cannot be read; write it as 1栋2单元301',
  },
  address_ambiguous: {
    zh: '地址可以有几种读法，请写成“1栋2单元301”，或写明小区',
    en: 'The address can be read in several ways; write it as 1栋2单元301, or name the compound',
  },
  size_not_a_number: { zh: '人口数不是数字', en: 'The number of people is not a number' },
  occupancy_unknown: {
    zh: '看不出房屋的使用情况，请填：自住、出租、空置或商铺',
    en: 'The use of the dwelling is not understood; write 自住, 出租, 空置 or 商铺',
  },
  name_missing: { zh: '没有姓名', en: 'The name is missing' },
  name_not_a_name: { zh: '这不像一个姓名', en: 'This is not a name' },
  text_too_long: { zh: '这一格的字太多了', en: 'The cell holds too much text' },
  cell_in_error: {
    zh: '这一格是公式错误（如 #N/A），请填上真实内容',
    en: 'The cell shows a formula’s error such as #N/A',
  },
  id_in_scientific_notation: {
    zh: '身份证号被表格变成了科学计数（如 4.21E+17），后几位已经丢失，请把这一列设为文本再重新填写',
    en: 'The sheet turned the ID number into 4.21E+17 and lost its last digits: set the column to text and type it anew',
  },
  id_checksum_wrong: { zh: '身份证号的校验位不对，请核对', en: 'The check digit of the ID number is wrong' },
  id_length: { zh: '身份证号不是 18 位', en: 'The ID number does not have 18 characters' },
  id_not_a_number: { zh: '这不是身份证号', en: 'This is not an ID number' },
  id_old_15_digits: {
    zh: '这是已停用的 15 位旧号，请核对 18 位身份证号',
    en: 'This is an old number of 15 digits, void since 2013',
  },
  id_birth_date_invalid: { zh: '身份证号里的出生日期不存在', en: 'The birth date within the ID number does not exist' },
  birth_differs_from_id: { zh: '出生日期和身份证号对不上', en: 'The date of birth differs from the ID number' },
  sex_differs_from_id: { zh: '性别和身份证号对不上', en: 'The sex differs from the ID number' },
  id_duplicate: {
    zh: '身份证号和前面的一行相同，出生日期却对不上，多半是抄错了行',
    en: 'The ID number stands in an earlier row and does not fit the date of birth: probably copied from the wrong row',
  },
  birth_not_a_date: {
    zh: '出生日期看不懂，请写成 1990-01-01',
    en: 'The date of birth is not a date such as 1990-01-01',
  },
  date_not_valid: { zh: '日期看不懂，请写成 2026-11-22', en: 'This is not a date such as 2026-11-22' },
  date_in_future: { zh: '日期还没有到', en: 'The date is still to come' },
  sex_not_valid: { zh: '性别请填“男”或“女”', en: 'The sex must be 男 or 女' },
  age_not_a_number: { zh: '年龄不是数字', en: 'The age is not a number' },
  hours_not_a_number: { zh: '时长不是数字，请填小时数，如 12.5', en: 'The hours are not a number such as 12.5' },
  team_missing: { zh: '没有写是哪支队伍', en: 'The team is missing' },
  tag_missing: { zh: '没有写人员类别', en: 'The care word is missing' },
  frequency_unknown: {
    zh: '探访频次请填：每周、每半月、每月或每季度',
    en: 'Write how often as 每周, 每半月, 每月 or 每季度',
  },
  not_judged: { zh: '这一行没有判断出来，请联系管理员', en: 'This row was not judged; please tell the administrator' },
  row_repeated: { zh: '和前面的一行重复，不会再导入一次', en: 'Repeats an earlier row and is not brought in twice' },
  dwelling_repeated: {
    zh: '同一套房前面已有一行，内容不一样。收下：另立一户，或按这一行更正',
    en: 'An earlier row has the same dwelling with other particulars. Taken: it becomes a second household, or corrects the first',
  },
  other_head: {
    zh: '户主和已登记的不是同一个人。收下：把户主改成这一行的',
    en: 'Another head of household is on record. Taken: the head becomes this one',
  },
  several_households: {
    zh: '这套房里有几户，看不出是哪一户。收下：不作改动',
    en: 'Several households live there and none has this head',
  },
  id_of_another: {
    zh: '这个身份证号已经是另一个姓名的人的。收下：先登记这个人，身份证号留空待核',
    en: 'Somebody of another name has this ID number. Taken: the person is registered without it, until the right one is known',
  },
  repeated_otherwise: {
    zh: '前面已有同一个人，内容不一样。收下：按这一行更正',
    en: 'The same person stands above with other particulars. Taken: this row corrects them',
  },
  tag_unknown: {
    zh: '人员类别里有认不出的词。收下：把它记在备注里',
    en: 'A care word is not known. Taken: it is kept in the note',
  },
  service_unknown: {
    zh: '服务类别里有认不出的词。收下：把它记在备注里',
    en: 'A service category is not known. Taken: it is kept in the note',
  },
  stray_value: {
    zh: '这一行在没有标题的列里还有内容。收下：那一格不要',
    en: 'The row has a value in a column without a heading. Taken: that cell is left out',
  },
  file_no_file: { zh: '没有找到这个文件', en: 'There is no such file' },
  file_not_a_sheet: { zh: '这不是表格文件，请上传 .xlsx 或 .csv', en: 'This is not a sheet: send .xlsx or .csv' },
  file_other_format: {
    zh: '这是旧格式的表格，请用表格软件打开，另存为 .xlsx 再上传',
    en: 'This is an older kind of sheet: open it and save it as .xlsx first',
  },
  file_encrypted: { zh: '这个文件设了密码，请取消密码再上传', en: 'The file is protected by a password' },
  file_too_large: { zh: '文件太大了，请分成几份上传', en: 'The file is too large; please divide it' },
  file_damaged: { zh: '文件已损坏，读不完整', en: 'The file is damaged' },
  file_no_table: { zh: '里面没有找到带标题的表', en: 'There is no table with headings in it' },
  file_kind_unknown: {
    zh: '看不出是哪种台账，请先选台账的种类',
    en: 'The kind of ledger is not clear; please choose it',
  },
  file_gone: { zh: '上传的文件已经清除，请重新上传', en: 'The file was removed; please send it again' },
  failed: {
    zh: '写入时出了问题，已写入的都保留着，可以接着写',
    en: 'Writing failed; what was written stands, and it can go on',
  },
  wrong_state: {
    zh: '这份台账现在不能这样操作，请刷新看看',
    en: 'This cannot be done with the ledger as it stands; please refresh',
  },
  column_unknown: { zh: '选了这种台账没有的列', en: 'This kind of ledger has no such column' },
  column_twice: { zh: '有两列选成了同一项', en: 'Two columns were given the same meaning' },
  column_needed: { zh: '还缺必需的列', en: 'A column that is needed is still missing' },
  column_not_chosen: { zh: '还有列没有选', en: 'Some columns are not chosen yet' },
  nothing_chosen: { zh: '还没有勾选', en: 'Nothing is ticked' },
} as const satisfies Wording;
