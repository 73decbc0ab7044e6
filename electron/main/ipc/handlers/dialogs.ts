import { homedir } from 'node:os'
import { dirname } from 'node:path'
import { dialog, type FileFilter, shell } from 'electron'
import type { MethodInput } from '../../../../shared/ipc/contract.ts'
import { chooseNewFile } from '../../choose-file.ts'
import type { Handlers } from '../router.ts'

type Kind = MethodInput<'dialogs.pickFile'>['kind']

const ALL_FILES: FileFilter = { name: 'All files', extensions: ['*'] }

const choices: Readonly<Record<Kind, { title: string; filters?: FileFilter[] }>> = {
  cdrom: {
    title: 'Choose a CD-ROM image',
    filters: [{ name: 'CD-ROM images', extensions: ['iso', 'ISO', 'img', 'IMG'] }, ALL_FILES],
  },
  disk: {
    title: 'Choose a disk image',
    filters: [
      {
        name: 'Disk images',
        extensions: ['qcow2', 'img', 'IMG', 'raw', 'vmdk', 'vdi', 'vhdx'],
      },
      ALL_FILES,
    ],
  },
  kernel: { title: 'Choose a kernel', filters: [ALL_FILES] },
  initrd: { title: 'Choose an initial RAM disk', filters: [ALL_FILES] },
  folder: { title: 'Choose a folder' },
  any: { title: 'Choose a file', filters: [ALL_FILES] },
}

/** Each kind begins where the last of its kind was chosen. */
export function dialogHandlers(): Pick<
  Handlers,
  `dialogs.${'pickFile' | 'pickNewFile' | 'reveal'}`
> {
  const lastDirectory = new Map<Kind, string>()
  return {
    'dialogs.pickFile': async ({ kind }, { browserWindow }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(browserWindow, {
        ...choices[kind],
        defaultPath: lastDirectory.get(kind) ?? homedir(),
        properties: [kind === 'folder' ? 'openDirectory' : 'openFile'],
      })
      const [path] = filePaths
      if (canceled || path === undefined) return null
      lastDirectory.set(kind, dirname(path))
      return path
    },
    'dialogs.pickNewFile': ({ name }, { browserWindow }) => chooseNewFile(browserWindow, name),
    'dialogs.reveal': ({ path }) => shell.showItemInFolder(path),
  }
}
