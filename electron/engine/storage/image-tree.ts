import type { ImageFile } from './backing-chain.ts'

interface TreeNode {
  readonly driver: string
  readonly file: { readonly driver: 'file'; readonly filename: string }
  readonly backing?: TreeNode | null
}

/**
 * An image in the words that qemu-img takes for a file name, with every layer named: the format is
 * not guessed from the bytes, and what an image's header names besides is never opened.
 */
export function imageTree(image: ImageFile): string {
  return `json:${JSON.stringify(treeOf(image))}`
}

function treeOf({ path, format, backing: [next, ...rest] }: ImageFile): TreeNode {
  const node = { driver: format, file: { driver: 'file', filename: path } } as const
  if (format !== 'qcow2') return node
  return { ...node, backing: next === undefined ? null : treeOf({ ...next, backing: rest }) }
}
