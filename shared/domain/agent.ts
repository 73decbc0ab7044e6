import * as z from 'zod/mini'

const interfaceSchema = z.object({
  name: z.string(),
  mac: z.nullable(z.string()),
  addresses: z.array(
    z.object({ family: z.enum(['ipv4', 'ipv6']), address: z.string(), prefix: z.int() }),
  ),
})
export type GuestInterface = z.infer<typeof interfaceSchema>

/** What the agent in a guest says. All of it is the guest's word: it is shown, never believed. */
export const agentViewSchema = z.object({
  version: z.string(),
  hostName: z.nullable(z.string()),
  os: z.nullable(z.string()),
  interfaces: z.array(interfaceSchema),
  /** What it lets us do. */
  can: z.object({ freeze: z.boolean(), copy: z.boolean(), mount: z.boolean() }),
})
export type AgentView = z.infer<typeof agentViewSchema>
