import { expect, it } from 'vitest'
import type { HostCheckRow } from '../../../shared/domain/host-check.ts'
import { countsText, doneCount } from './counts.ts'

const row = (id: HostCheckRow['id'], verdict: HostCheckRow['verdict']): HostCheckRow => ({
  ...{ id, verdict, findings: [], mends: [], took: verdict === null ? null : 1 },
})

it('counts by verdict, in their order, and leaves out what there is none of', () => {
  const rows = [
    row('acceleration', 'unknown'),
    row('qemu', 'good'),
    row('tpm', 'missing'),
    row('sound', 'good'),
    row('network', null),
  ]
  expect(countsText({ rows })).toBe('2 good, 1 missing, 1 not checked')
  expect(doneCount({ rows })).toBe(4)
})

it('says nothing of what was not looked at', () => {
  expect(countsText({ rows: [row('qemu', null)] })).toBe('')
})
