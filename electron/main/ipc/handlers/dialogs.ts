import { homedir } from 'node:os'
import { dirname } from 'node:path'
import { dialog, type FileFilter, shell } from 'electron'
import type { MethodInput } from '../../../../shared/ipc/contract.ts'
import { chooseNewFile } from '../../choose-file.ts'
import { type NativeTexts, nativeTexts } from '../../native-texts.ts'
import type { Handlers } from '../router.ts'

type Kind = MethodInput<'dialogs.pickFile'>['kind']

/** Which files are shown at first; a folder has none of them. */
function filtersOf(kind: Kind, texts: NativeTexts): FileFilter[] {
  const all = { name: texts.allFiles, extensions: ['*'] }
  switch (kind) {
    case 'cdrom':
      return [{ name: texts.cdromImages, extensions: ['iso', 'ISO', 'img', 'IMG'] }, all]
    case 'disk':
      return [
        {
          name: texts.diskImages,
          extensions: ['qcow2', 'img', 'IMG', 'raw', 'vmdk', 'vdi', 'vhdx'],
        },
        all,
      ]
    case 'folder':
      return []
    case 'kernel':
    case 'initrd':
    case 'any':
      return [all]
  }
}

/** Each kind begins where the last of its kind was chosen. */
export function dialogHandlers(): Pick<
  Handlers,
  `dialogs.${'pickFile' | 'pickNewFile' | 'reveal'}`
> {
  const lastDirectory = new Map<Kind, string>()
  return {
    'dialogs.pickFile': async ({ kind }, { browserWindow }) => {
      const texts = nativeTexts()
      const { canceled, filePaths } = await dialog.showOpenDialog(browserWindow, {
        title: texts.choose[kind],
        filters: filtersOf(kind, texts),
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
