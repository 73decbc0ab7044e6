import * as z from 'zod/mini'
import { guestNameSchema } from '../../../../shared/domain/guest-config.ts'
import { withoutVariants } from '../../../dbus/index.ts'
import { type GuestOperation, json, JSON_OUT } from './guest-operation.ts'
import { parseWith } from './json-input.ts'

const startOptions = z.strictObject({ disposable: z.optional(z.boolean()) })
const deleteOptions = z.strictObject({ 'delete-disks': z.optional(z.boolean()) })

/** Running a guest, and what is asked of one as a whole. */
export const runOperations: readonly GuestOperation[] = [
  {
    ...{ name: 'Start', needs: 'use', takes: { options: 'a{sv}' } },
    run: ({ engine }, id, { args }) =>
      engine.start(id, parseWith(startOptions, withoutVariants(args[0]))),
  },
  { name: 'Shutdown', needs: 'use', run: ({ engine }, id) => engine.shutdown(id) },
  { name: 'PowerOff', needs: 'use', run: ({ engine }, id) => engine.powerOff(id) },
  { name: 'Reset', needs: 'use', run: ({ engine }, id) => engine.reset(id) },
  { name: 'Pause', needs: 'use', run: ({ engine }, id) => engine.pause(id) },
  { name: 'Resume', needs: 'use', run: ({ engine }, id) => engine.resume(id) },
  { name: 'Save', needs: 'use', run: ({ engine }, id) => engine.save(id) },
  {
    ...{ name: 'SaveBlockers', needs: 'view', gives: JSON_OUT },
    run: async ({ engine }, id) => json(await engine.saveBlockers(id)),
  },
  { name: 'DiscardSaved', needs: 'own', run: ({ engine }, id) => engine.discardSaved(id) },
  {
    ...{ name: 'Rename', needs: 'own', takes: { name: 's' } },
    run: ({ engine }, id, { args }) => engine.rename(id, parseWith(guestNameSchema, args[0])),
  },
  {
    ...{ name: 'SetTemplate', needs: 'own', takes: { template: 'b' } },
    run: ({ engine }, id, { args }) => engine.storage.setTemplate(id, args[0] === true),
  },
  {
    ...{ name: 'DeletionPreview', needs: 'own', gives: JSON_OUT },
    run: async ({ engine }, id) => json(await engine.deletionPreview(id)),
  },
  {
    ...{ name: 'Delete', needs: 'own', takes: { options: 'a{sv}' } },
    run: ({ engine }, id, { args }) => {
      const options = parseWith(deleteOptions, withoutVariants(args[0]))
      return engine.delete(id, { deleteDisks: options['delete-disks'] ?? false })
    },
  },
  {
    ...{ name: 'Log', needs: 'view', gives: { text: 's', truncated: 'b' } },
    run: async ({ engine }, id) => {
      const { text, truncated } = await engine.log(id)
      return [text.replaceAll('\0', ''), truncated]
    },
  },
  {
    ...{ name: 'Addresses', needs: 'view', gives: JSON_OUT },
    run: async ({ engine }, id) => json(await engine.addresses(id)),
  },
  {
    ...{ name: 'Statistics', needs: 'view', gives: JSON_OUT },
    run: ({ engine }, id) =>
      json(engine.statistics.snapshot().find((one) => one.id === id) ?? null),
  },
  {
    ...{ name: 'Picture', needs: 'view', takes: { known: 't' } },
    ...{ gives: { kind: 's', png: 'ay', taken_at: 't' } },
    run: async ({ engine }, id, { args }) => {
      const picture = await engine.pictures.screen(id, Number(args[0]))
      if (picture.kind !== 'picture') return [picture.kind, new Uint8Array(), 0n]
      return [picture.kind, picture.png, BigInt(Math.trunc(picture.takenAt))]
    },
  },
  {
    ...{ name: 'AgentInfo', needs: 'view', gives: JSON_OUT },
    run: async ({ engine }, id) => json(await engine.inside.info(id)),
  },
]
