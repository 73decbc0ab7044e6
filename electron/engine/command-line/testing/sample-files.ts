import { execFile } from 'node:child_process'
import { copyFile, mkdir, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { DiskFormat } from '../../../../shared/domain/guest-config.ts'
import type { Sample } from './sample.ts'

const run = promisify(execFile)
/** bytes; an SD card's size is a power of two, and flash's a multiple of 4 KiB. */
const IMAGE_BYTES = 1024 * 1024

interface Image {
  readonly path: string
  readonly format: DiskFormat
}

/** Every image that a sample's QEMU is to open, each once. */
export function imagesOf({ config, more }: Sample): Image[] {
  const { firmware = null } = more?.resources ?? {}
  const overlays = Object.values(more?.overlays ?? {})
  const images: Image[] = [
    ...config.disks.flatMap(({ path, format, backing }) => [{ path, format }, ...backing]),
    ...config.cdroms.flatMap(({ path }) =>
      path === null ? [] : [{ path, format: 'raw' as const }],
    ),
    ...overlays.map((path) => ({ path, format: 'qcow2' as const })),
    ...(firmware === null ? [] : [firmware.code, firmware.nvram]),
  ]
  return [...new Map(images.map((image) => [image.path, image])).values()]
}

/** Makes the files that samples name, from one image of each format. */
export async function makeTemplates(dir: string, qemuImg: string): Promise<void> {
  const formats: readonly DiskFormat[] = ['qcow2', 'vmdk', 'vdi', 'vhdx']
  await Promise.all(
    formats.map((format) =>
      run(qemuImg, ['create', '-q', '-f', format, template(dir, format), String(IMAGE_BYTES)]),
    ),
  )
  await writeFile(template(dir, 'raw'), '')
  await truncate(template(dir, 'raw'), IMAGE_BYTES)
}

const template = (dir: string, format: DiskFormat): string => join(dir, `template.${format}`)

export async function makeSampleFiles(
  sample: Sample,
  templates: string,
  kernel: { readonly kernel: string; readonly initrd: string },
): Promise<void> {
  for (const { path, format } of imagesOf(sample)) {
    await mkdir(dirname(path), { recursive: true })
    await copyFile(template(templates, format), path)
  }
  for (const { path } of sample.config.shares) await mkdir(path, { recursive: true })
  const { kernelBoot } = sample.config
  if (kernelBoot !== undefined) await copyFile(kernel.kernel, kernelBoot.kernel)
  if (kernelBoot?.initrd !== undefined) await copyFile(kernel.initrd, kernelBoot.initrd)
}
