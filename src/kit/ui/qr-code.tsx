import QRCode from 'qrcode';

export type QrCodeProps = {
  /** What the code says, usually a full address. */
  readonly text: string;
  /** What it opens, for those who cannot see it. */
  readonly label: string;
  /** Words below it. */
  readonly caption?: string | undefined;
  /** For a poster. */
  readonly large?: boolean | undefined;
};

/** A QR code as an inline picture, black on white in every scheme so that phones read it. */
export function QrCode({ text, label, caption, large }: QrCodeProps) {
  const { path, size } = qrPath(text);
  return (
    <figure class={large ? 'qr large' : 'qr'}>
      <svg
        role="img"
        aria-label={label}
        width="180"
        height="180"
        viewBox={`-4 -4 ${size + 8} ${size + 8}`}
        shape-rendering="crispEdges"
      >
        <path fill="#fff" d={`M-4-4h${size + 8}v${size + 8}h-${size + 8}z`} />
        <path fill="#000" d={path} />
      </svg>
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

/** The dark squares of a QR code (ISO/IEC 18004, level M) as an SVG path, one unit a module; `size` in modules. */
export function qrPath(text: string): { path: string; size: number } {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue;
      const from = x;
      while (x + 1 < size && data[y * size + x + 1]) x++;
      path += `M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`;
    }
  }
  return { path, size };
}
