/** What a file is for a reader; `too-large` is decided before its bytes are read. */
export type FileContent =
  { kind: 'text' | 'lfs-pointer'; content: string } | { kind: 'binary' };

const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1\n';
/** A pointer is a handful of lines; Git LFS itself refuses longer ones. */
const MAX_LFS_POINTER_BYTES = 1024;

/** Tells text from anything else by trying: bytes that are not UTF-8, or have a NUL, are binary. */
export function classifyFile(bytes: Buffer): FileContent {
  if (bytes.includes(0)) {
    return { kind: 'binary' };
  }
  let content: string;
  try {
    content = new TextDecoder('utf-8', {
      fatal: true,
      ignoreBOM: true,
    }).decode(bytes);
  } catch {
    return { kind: 'binary' };
  }
  const isPointer =
    bytes.length <= MAX_LFS_POINTER_BYTES && content.startsWith(LFS_POINTER);
  return { kind: isPointer ? 'lfs-pointer' : 'text', content };
}
