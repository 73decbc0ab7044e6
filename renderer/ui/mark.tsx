/** The mark: a house whose one lit window is a terminal prompt. The picture of assets/icons. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <path
        d="M32 7 58 27v28a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3V27Z"
        fill="var(--mark-house)"
        stroke="var(--mark-house)"
        strokeWidth="4"
        strokeLinejoin="round"
      />
      <rect x="14" y="27" width="36" height="24" rx="3" fill="#f5a524" />
      <path
        d="m21 34 6 5-6 5M32 45h10"
        fill="none"
        stroke="#33230a"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
