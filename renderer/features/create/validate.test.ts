import { describe, expect, it } from 'vitest'
import { sampleHost } from '../../dev/samples.ts'
import { type CreateForm, defaultForm } from './defaults.ts'
import { hasBootSource, validate } from './validate.ts'

const form = (more: Partial<CreateForm> = {}): CreateForm => ({
  ...defaultForm(sampleHost, 'vm'),
  ...more,
})
const issues = (more: Partial<CreateForm>) => {
  const result = validate(form(more))
  return result.ok ? {} : result.issues
}

describe('validate', () => {
  it('takes the defaults', () => {
    expect(validate(form())).toEqual({
      ok: true,
      guest: {
        name: 'vm',
        memoryMiB: 4096,
        cpus: 4,
        disk: { kind: 'new', sizeBytes: 32 * 1024 ** 3 },
      },
    })
  })

  it('takes an image, an existing disk and a kernel', () => {
    const result = validate(
      form({
        name: '  Büro, "2"  ',
        cdrom: '/isos/a,b.iso',
        disk: 'existing',
        diskPath: '/disks/x.qcow2',
        kernel: '/boot/vmlinuz',
        commandLine: 'console=ttyS0',
      }),
    )
    expect(result).toEqual({
      ok: true,
      guest: {
        name: 'Büro, "2"',
        memoryMiB: 4096,
        cpus: 4,
        cdrom: '/isos/a,b.iso',
        disk: { kind: 'existing', path: '/disks/x.qcow2' },
        kernelBoot: { kernel: '/boot/vmlinuz', commandLine: 'console=ttyS0' },
      },
    })
  })

  it('makes sizes whole sectors', () => {
    const result = validate(form({ diskGiB: '0.1' }))
    const disk = result.ok ? result.guest.disk : null
    expect(disk?.kind === 'new' && disk.sizeBytes % 512).toBe(0)
  })

  it.each([
    [{ name: ' ' }, 'name', 'Give it a name.'],
    [{ name: 'x'.repeat(129) }, 'name', 'The name is too long. Use at most 128 characters.'],
    [{ name: 'a\u0007b' }, 'name', /cannot be shown/],
    [{ cdrom: 'a.iso' }, 'cdrom', 'The path must start with “/”.'],
    [{ cdrom: `/${'a'.repeat(5000)}` }, 'cdrom', 'The path is too long.'],
    [{ disk: 'existing', diskPath: '' }, 'diskPath', 'Choose a file.'],
    [{ memoryMiB: '' }, 'memoryMiB', /^Memory must be a whole number from 16 to/],
    [{ memoryMiB: '1.5' }, 'memoryMiB', /^Memory must be a whole number/],
    [{ memoryMiB: '8' }, 'memoryMiB', /^Memory must be a whole number/],
    [{ cpus: '0' }, 'cpus', 'Processors must be a whole number from 1 to 288.'],
    [{ cpus: 'many' }, 'cpus', /^Processors/],
    [{ diskGiB: '' }, 'diskGiB', 'The size must be from 1 MiB to 64 TiB.'],
    [{ diskGiB: '1e9' }, 'diskGiB', /^The size/],
    [{ initrd: '/boot/initrd' }, 'kernel', 'Choose the kernel that this belongs to.'],
    [{ kernel: '/k', initrd: 'initrd' }, 'initrd', /must start/],
    [{ kernel: '/k', commandLine: 'x'.repeat(2048) }, 'commandLine', /at most 2047/],
  ] as const)('says what is wrong with %o', (more, field, sentence) => {
    const found = issues(more)
    expect(Object.keys(found)).toEqual([field])
    expect(found[field]).toMatch(sentence)
  })

  it('ignores what belongs to another choice', () => {
    expect(issues({ disk: 'none', diskGiB: '', diskPath: 'x' })).toEqual({})
  })
})

describe('hasBootSource', () => {
  it('knows what a machine can start from', () => {
    expect(hasBootSource(form())).toBe(false)
    expect(hasBootSource(form({ cdrom: '/a.iso' }))).toBe(true)
    expect(hasBootSource(form({ disk: 'existing' }))).toBe(true)
    expect(hasBootSource(form({ disk: 'none', kernel: '/k' }))).toBe(true)
  })
})
