import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Descriptors and firmware files in a directory of their own. */
export class FirmwareSandbox {
  readonly dir: string

  private constructor(dir: string) {
    this.dir = dir
  }

  static async make(): Promise<FirmwareSandbox> {
    return new FirmwareSandbox(await mkdtemp(join(tmpdir(), 'gh-fw-')))
  }

  path(name: string): string {
    return join(this.dir, name)
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    const path = this.path(name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    return path
  }

  /** A descriptor whose code and variables are files of this sandbox. */
  async firmware(
    name: string,
    options: DescriptorOptions & { bytes?: number } = {},
  ): Promise<void> {
    const code = await this.write(`${name}.code`, 'code')
    const template = await this.write(
      `${name}.vars`,
      new Uint8Array(options.bytes ?? 65_536).fill(7),
    )
    const text = JSON.stringify(descriptorOf({ ...options, code, template }))
    await this.write(`descriptors/${name}.json`, text)
  }

  async remove(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true })
  }
}

export interface DescriptorOptions {
  readonly features?: readonly string[]
  readonly machines?: readonly string[]
  readonly code?: string
  readonly template?: string
  readonly mapping?: object
  readonly interfaces?: readonly string[]
  readonly architecture?: string
}

/** A descriptor as packages have them. */
export const descriptorOf = (options: DescriptorOptions = {}) => ({
  description: 'for a test',
  'interface-types': [...(options.interfaces ?? ['uefi'])],
  mapping: {
    device: 'flash',
    mode: 'split',
    executable: { filename: options.code ?? '/fw/code.fd', format: 'raw' },
    'nvram-template': { filename: options.template ?? '/fw/vars.fd', format: 'raw' },
    ...options.mapping,
  },
  targets: [
    {
      architecture: options.architecture ?? 'x86_64',
      machines: [...(options.machines ?? ['pc-q35-*', 'pc-i440fx-*'])],
    },
  ],
  features: [...(options.features ?? [])],
})
