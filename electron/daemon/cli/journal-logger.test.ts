import { expect, it } from 'vitest'
import { journalLogger } from './journal-logger.ts'

const logged = (journal: boolean) => {
  const lines: string[] = []
  return { lines, logger: journalLogger({ write: (line) => lines.push(line), journal }) }
}

it('writes a line for each message, with its severity where the journal reads it', () => {
  const { lines, logger } = logged(true)
  logger.debug('a')
  logger.info('b', { uid: 7, big: 9n })
  logger.warn('c')
  logger.error('d', {})
  expect(lines).toEqual(['<7>a\n', '<6>b {"uid":7,"big":"9"}\n', '<4>c\n', '<3>d {}\n'])
})

it('lets nothing that is told begin a line or move a cursor', () => {
  const { lines, logger } = logged(false)
  logger.info('denied\n<0>panic', { name: 'a\u001b[2J\u2028\u0085' })
  expect(lines).toEqual(['denied\\u000a<0>panic {"name":"a\\u001b[2J\\u2028\\u0085"}\n'])
})

it('tells what went wrong, and fails of nothing that it is given', () => {
  const { lines, logger } = logged(false)
  const cause = Object.assign(new Error('inner'), { code: 'EIO' })
  logger.error('x', { error: new Error('outer', { cause }) })
  expect(lines[0]).toMatch(/"message":"outer","cause":\{"message":"inner","code":"EIO"/)
  const round: { self?: unknown } = {}
  round.self = round
  logger.error('y', round)
  expect(lines[1]).toMatch(/^y \(fields that are no JSON/)
})
