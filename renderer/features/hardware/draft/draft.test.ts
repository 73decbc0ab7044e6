import { describe, expect, it } from 'vitest'
import { differences, fieldOf } from '../../../../shared/domain/differences.ts'
import { sampleConfig, sampleId } from '../../../dev/samples.ts'
import { carryOver, takeFrom } from './carry-over.ts'
import {
  beginDraft,
  changesOf,
  type Draft,
  edited,
  isDirty,
  keptMine,
  numberOf,
  rebased,
  textOfNumber,
  typed,
} from './draft.ts'
import { addDevice, moveDevice, removeDevice, set, setDevice } from './edits.ts'

const config = { ...sampleConfig(sampleId(1), 'a'), fromTheFuture: { kept: true } }
const disk = config.disks[0]
if (disk === undefined) throw new Error('no disk')
const disk1 = { ...disk, id: 'disk1', path: '/d1' }
const two = addDevice('disks', disk1)(config)

const fields = (draft: Draft) => changesOf(draft).map(fieldOf)
const draftOf = (...edits: Parameters<typeof edited>[1][]) =>
  edits.reduce((draft, edit) => edited(draft, edit), beginDraft(config))

describe('a draft', () => {
  it('is clean until something differs, and again when it does not', () => {
    const draft = draftOf(set({ memoryMiB: 1 }))
    expect(fields(draft)).toEqual(['memoryMiB'])
    expect(isDirty(draft)).toBe(true)
    expect(isDirty(edited(draft, set({ memoryMiB: config.memoryMiB })))).toBe(false)
  })

  it('keeps what was typed, and what this version does not know', () => {
    const setMemory = (text: string) => set({ memoryMiB: numberOf(text) })
    const draft = typed(beginDraft(config), 'memoryMiB', '2 k', setMemory('2 k'))
    expect(draft.config.memoryMiB).toBeNaN()
    expect(textOfNumber(draft, 'memoryMiB', draft.config.memoryMiB)).toBe('2 k')
    expect(draft.config).toHaveProperty('fromTheFuture', { kept: true })
    const later = edited(draft, set({ memoryMiB: 512 }))
    expect(textOfNumber(later, 'memoryMiB', later.config.memoryMiB)).toBe('512')
    expect(numberOf(' ')).toBeNaN()
  })

  it('takes fields out that are undefined', () => {
    const before = set({ limits: { cpuPercent: 50 } })(config)
    expect(set({ limits: undefined })(before)).not.toHaveProperty('limits')
    const serial = setDevice('disks', 'disk0', { serial: 'x' })(config)
    expect(setDevice('disks', 'disk0', { serial: undefined })(serial)).toEqual(config)
  })

  it('moves devices as far as they go', () => {
    const moved = moveDevice('disks', 'disk1', -1)(two)
    expect(moved.disks.map(({ id }) => id)).toEqual(['disk1', 'disk0'])
    expect(moveDevice('disks', 'disk1', -1)(moved)).toEqual(moved)
    expect(moveDevice('disks', 'disk0', 1)(moved)).toEqual(moved)
  })
})

describe('news from main', () => {
  it('are followed by a draft without changes', () => {
    const theirs = set({ cpus: 7 })(config)
    expect(rebased(beginDraft(config), theirs)).toEqual(beginDraft(theirs))
    const draft = beginDraft(config)
    expect(rebased(draft, structuredClone(config))).toBe(draft)
  })

  it('go below changes of other fields', () => {
    const theirs = addDevice('disks', disk1)(set({ cpus: 7, tags: ['x'] })(config))
    const draft = rebased(
      draftOf(set({ memoryMiB: 1 }), setDevice('disks', 'disk0', { cache: 'none' })),
      theirs,
    )
    expect(draft.conflict).toBeNull()
    expect(draft.base).toBe(theirs)
    expect(fields(draft)).toEqual(['memoryMiB', 'disks.disk0.cache'])
    expect(draft.config).toMatchObject({ cpus: 7, tags: ['x'], disks: [{ cache: 'none' }, disk1] })
  })

  it('that are what was wanted end the draft', () => {
    const draft = draftOf(set({ memoryMiB: 1 }))
    expect(isDirty(rebased(draft, draft.config))).toBe(false)
  })

  it('about the same field are a conflict, that either side can win', () => {
    const theirs = set({ memoryMiB: 2, cpus: 7 })(config)
    const draft = rebased(draftOf(set({ memoryMiB: 1 })), theirs)
    expect(draft.conflict).toEqual({ theirs, fields: ['memoryMiB'] })
    const kept = keptMine(draft)
    expect(kept.conflict).toBeNull()
    expect(fields(kept)).toEqual(['memoryMiB'])
    expect(kept.config).toMatchObject({ memoryMiB: 1, cpus: 7 })
  })

  it('that remove a device that was changed are a conflict', () => {
    const draft = draftOf(setDevice('disks', 'disk0', { cache: 'none' }))
    const theirs = removeDevice('disks', 'disk0')(config)
    expect(rebased(draft, theirs).conflict?.fields).toEqual(['disks.disk0.cache'])
    expect(keptMine(rebased(draft, theirs)).config.disks).toEqual([])
  })

  it('wait while the JSON is half written', () => {
    const theirs = set({ cpus: 7 })(config)
    const draft = rebased({ ...beginDraft(config), json: '{' }, theirs)
    expect(draft).toMatchObject({ json: '{', conflict: { theirs } })
  })
})

describe('taking back', () => {
  it('undoes one change and leaves later ones', () => {
    const before = two
    const after = removeDevice('disks', 'disk0')(set({ memoryMiB: 1 })(two))
    const since = set({ cpus: 7 })(after)
    const undone = carryOver(differences(after, before), before, since)
    expect(undone).toEqual(set({ cpus: 7 })(two))
  })

  it('takes single fields of what waits', () => {
    const wanted = moveDevice('disks', 'disk1', -1)(set({ memoryMiB: 1, cpus: 7 })(two))
    expect(takeFrom(wanted, two, ['memoryMiB'])).toMatchObject({
      ...{ memoryMiB: two.memoryMiB, cpus: 7 },
      disks: [{ id: 'disk1' }, { id: 'disk0' }],
    })
    expect(takeFrom(wanted, two, ['disks']).disks).toEqual(two.disks)
    expect(takeFrom(wanted, two)).toEqual(two)
  })
})
