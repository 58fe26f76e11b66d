/** A plumb line: the string hangs from its beam and the bob points straight down. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      aria-hidden="true"
    >
      <path
        d="M8 3h16"
        stroke="#b4c0cb"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
      <path d="M16 3v10" stroke="#b4c0cb" strokeWidth="1.75" />
      <path d="M12.5 13h7l2.5 4.5L16 30l-6-12.5z" fill="#e0ab45" />
      <path d="M16 13v17l-6-12.5 2.5-4.5z" fill="#c48f2c" />
    </svg>
  );
}
