import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import type { Sent } from '../bus/bus.ts'
import { Changes } from './changes.ts'
import { ObjectTree } from './object-tree.ts'
import type { ServedObject } from './table.ts'

const ROOT = '/org/example'

describe('changes', () => {
  it('of an object that cannot be told of keep nobody from those of others', () => {
    const sent: Sent[] = []
    const later: (() => void)[] = []
    const logged: unknown[] = []
    const tree = new ObjectTree()
    const changes = new Changes({
      ...{ tree, root: ROOT, send: (message) => sent.push(message) },
      logger: { ...silentLogger, error: (message) => logged.push(message) },
      schedule: (flush) => later.push(flush),
    })
    const object = (path: string, get: () => unknown): ServedObject => ({
      ...{ path, visibleTo: () => true },
      interfaces: [
        {
          ...{ name: 'org.example.Thing', methods: [], signals: [] },
          properties: [{ name: 'Name', type: 's', get }],
        },
      ],
    })
    tree.add(
      object(`${ROOT}/broken`, () => {
        throw new RangeError('too deep')
      }),
    )
    tree.add(object(`${ROOT}/sound`, () => 'x'))
    changes.subscribe({ uniqueName: ':1.1', uid: 1, gids: [] }, [])
    changes.touchAll()
    for (const flush of later) flush()
    expect(sent).toMatchObject([
      { member: 'InterfacesAdded', body: [`${ROOT}/sound`, expect.any(Map)] },
    ])
    expect(logged).toEqual(['a change could not be told'])
  })
})
