import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { root } from '../../lib/paths.mjs'
import { iconSources } from '../../build/icons.mjs'
import { appId, manifest, outDir } from '../identity.mjs'
import { iconFile, iconSizes } from '../icons.mjs'

const { name } = manifest

/** Where Electron and the app are; the AppArmor profile names it. */
export const libDir = `/usr/lib/${name}`

/** @param {string} file */
const asset = (file) => path.join(root, 'assets', file)
const icons = '/usr/share/icons/hicolor'

/**
 * What is installed besides the app's folder: the path there, and the file it is made of. A target
 * that ends in .gz is compressed. A package of another kind installs the same.
 * @type {readonly { target: string, source: string }[]}
 */
export const installedFiles = [
  {
    target: `/usr/share/applications/${appId}.desktop`,
    source: path.join(outDir, `${appId}.desktop`),
  },
  {
    target: `/usr/share/metainfo/${appId}.metainfo.xml`,
    source: asset(`metainfo/${appId}.metainfo.xml`),
  },
  { target: `/usr/share/mime/packages/${appId}.xml`, source: asset(`mime/${appId}.xml`) },
  { target: `${icons}/scalable/apps/${appId}.svg`, source: iconSources.colour },
  { target: `${icons}/symbolic/apps/${appId}-symbolic.svg`, source: iconSources.symbolic },
  ...iconSizes.map((size) => ({
    target: `${icons}/${size}x${size}/apps/${appId}.png`,
    source: iconFile(size),
  })),
  { target: `/usr/share/man/man1/${name}.1.gz`, source: asset(`man/${name}.1`) },
  {
    target: `/usr/lib/udev/rules.d/70-${name}-kvm.rules`,
    source: asset(`udev/70-${name}-kvm.rules`),
  },
  { target: `/usr/share/${name}/apparmor/${name}`, source: asset(`apparmor/${name}`) },
]

/** @param {string} file */
export const gzipped = (file) =>
  execFileSync('gzip', ['--best', '--no-name', '--stdout', file], { maxBuffer: 1 << 28 })
