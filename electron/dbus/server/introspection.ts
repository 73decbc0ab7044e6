import type { Argument, InterfaceSpec, MethodSpec, PropertySpec, SignalSpec } from './table.ts'

const HEADER =
  '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"\n' +
  ' "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">\n'

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const argumentXml = ({ name, type }: Argument, direction: string): string =>
  `      <arg name="${escape(name)}" type="${escape(type)}"${direction}/>\n`

const methodXml = ({ name, in: taken, out }: MethodSpec): string =>
  `    <method name="${escape(name)}">\n` +
  taken.map((one) => argumentXml(one, ' direction="in"')).join('') +
  out.map((one) => argumentXml(one, ' direction="out"')).join('') +
  '    </method>\n'

const propertyXml = ({ name, type, constant = false }: PropertySpec): string =>
  `    <property name="${escape(name)}" type="${escape(type)}" access="read">\n` +
  '      <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal"' +
  ` value="${constant ? 'const' : 'true'}"/>\n` +
  '    </property>\n'

const signalXml = ({ name, args }: SignalSpec): string =>
  `    <signal name="${escape(name)}">\n${args.map((one) => argumentXml(one, '')).join('')}    </signal>\n`

const interfaceXml = ({ name, methods, properties, signals }: InterfaceSpec): string =>
  `  <interface name="${escape(name)}">\n` +
  [...methods.map(methodXml), ...properties.map(propertyXml), ...signals.map(signalXml)].join('') +
  '  </interface>\n'

/**
 * An object as org.freedesktop.DBus.Introspectable tells of it (D-Bus specification, "Introspection
 * Data Format"). `children`: names of the objects one level below. Pure.
 */
export const introspectionXml = (
  interfaces: readonly InterfaceSpec[],
  children: readonly string[],
): string =>
  `${HEADER}<node>\n${interfaces.map(interfaceXml).join('')}` +
  `${children.map((name) => `  <node name="${escape(name)}"/>\n`).join('')}</node>\n`
