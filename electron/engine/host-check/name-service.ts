import { readFile } from 'node:fs/promises'

/** The name that passwd(5) or group(5) has for a number; null where neither file knows it. */
export async function findName(path: string, id: number): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  for (const line of text.split('\n')) {
    const [name, , number] = line.split(':')
    if (name !== undefined && name !== '' && number === String(id)) return name
  }
  return null
}
