import type { Wording } from '../../kit/words.ts';

/** How the story of a person, a household or a place calls what an import did. */
export const toldWords = {
  'ledgers.add_person': { zh: '由台账导入登记', en: 'Registered from a ledger' },
  'ledgers.change_person': { zh: '按台账更新', en: 'Updated from a ledger' },
  'ledgers.add_household': { zh: '由台账导入这一户', en: 'The household was brought in from a ledger' },
  'ledgers.change_household': { zh: '按台账更新这一户', en: 'The household was updated from a ledger' },
  'ledgers.add_volunteer': { zh: '由志愿者台账导入，加入队伍', en: 'Joined a team, from a volunteers’ ledger' },
  'ledgers.change_volunteer': { zh: '按志愿者台账更新', en: 'Updated from a volunteers’ ledger' },
  'ledgers.add_visit': { zh: '由探访台账导入', en: 'Registered from a ledger of persons to visit' },
  'ledgers.change_visit': { zh: '按探访台账更新', en: 'Updated from a ledger of persons to visit' },
  'ledgers.begin': { zh: '上传了一份台账', en: 'A ledger was uploaded' },
  'ledgers.choose_columns': { zh: '确定了台账各列的含义', en: 'The columns of a ledger were matched' },
  'ledgers.decide': { zh: '处理了台账里拿不准的行', en: 'Rows in doubt of a ledger were decided' },
  'ledgers.confirm': { zh: '确认导入台账', en: 'The import of a ledger was confirmed' },
  'ledgers.drop': { zh: '放弃了一份台账', en: 'A ledger was given up' },
  'ledgers.write_rows': { zh: '写入台账的一批数据', en: 'Rows of a ledger were written' },
  'ledgers.import': { zh: '台账导入完成', en: 'A ledger was brought in' },
  'ledgers.forget_old_imports': { zh: '清除了到期的台账文件', en: 'Old ledger files were destroyed' },
  'ledgers.open_export': { zh: '导出了完整信息', en: 'Full records were taken out' },
} as const satisfies Wording;
