import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { capture } from '../../lib/command.mjs'
import { filesBelow } from '../../lib/hash.mjs'
import { root } from '../../lib/paths.mjs'
import { controlFile } from './control.mjs'
import { documents } from './documents.mjs'
import { gzipped, installedFiles, libDir } from './installed-files.mjs'
import { packTree } from './pack-tree.mjs'

/**
 * @typedef {{
 *   appFolder: string,
 *   file: string,
 *   name: string,
 *   version: string,
 *   architecture: string,
 *   maintainer: string,
 *   compression: string,
 *   depends: readonly string[],
 *   recommends: readonly string[],
 *   suggests: string,
 * }} Deb
 * appFolder: of the unpacked app; file: the package to be written; version: with Debian's revision;
 * maintainer: "name <address>"; compression: one of dpkgCompression
 */

/** @param {Deb} deb */
export function buildDeb(deb) {
  const work = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-deb-'))
  try {
    const tree = path.join(work, 'tree')
    layOut(deb, tree)
    packTree({
      ...{ tree, file: deb.file, compression: deb.compression },
      control: (installedSize) => controlFile({ ...deb, description, installedSize }),
      scripts: ['postinst', 'postrm'].map((name) => path.join(root, 'assets/deb', name)),
    })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * The description that package managers show: a synopsis without an article, then paragraphs whose
 * lines are indented by one space (Debian Policy 5.6.13).
 */
const description = `virtual machines on Linux that run as you
 Guesthouse is a desktop manager for virtual machines. They run as an
 ordinary user, in the user's own session, with files in the user's home;
 no password, group or service is needed. Machines are made of an
 installation image, a disk image, an OVA or a libvirt machine.
 .
 The package lets every account use hardware acceleration (/dev/kvm), by a
 udev rule that can be switched off.`

/** @param {Deb} deb @param {string} tree */
function layOut(deb, tree) {
  /** @param {string} target @param {string | Buffer} content */
  const put = (target, content) => {
    const file = path.join(tree, target)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  cpSync(deb.appFolder, path.join(tree, libDir), { recursive: true })
  // Copied there for a script that is not ours.
  rmSync(path.join(tree, libDir, 'resources/apparmor-profile'), { force: true })
  for (const { target, source } of installedFiles) {
    put(target, target.endsWith('.gz') ? gzipped(source) : readFileSync(source))
  }
  for (const { target, content } of documents(deb)) put(target, content)
  mkdirSync(path.join(tree, 'usr/bin'), { recursive: true })
  symlinkSync(`../lib/${deb.name}/${deb.name}`, path.join(tree, 'usr/bin', deb.name))
  // Whoever builds may have another umask; programs keep that they can be run.
  capture('chmod', ['-R', 'u=rwX,go=rX', tree])
  for (const file of filesBelow(path.join(tree, libDir))) {
    if (/\.so(\.\d+)*$/.test(file)) chmodSync(file, 0o644)
  }
}
