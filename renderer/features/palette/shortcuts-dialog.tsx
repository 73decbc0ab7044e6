export default function ShortcutsDialog() {
  return null
}
