/** Colours as the eye takes them: simulated colour blindness, distances, contrast. Pure. */

export type Rgb = readonly [red: number, green: number, blue: number]
type Matrix = readonly [Rgb, Rgb, Rgb]

/**
 * Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009),
 * severity 1.0: applied to linear RGB.
 */
export const VISIONS: { readonly [vision: string]: Matrix } = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** `#rrggbb` or `#rrggbbaa`; the alpha is laid over `ground`. */
export function linear(hex: string, ground: Rgb = [0, 0, 0]): Rgb {
  const parts = hex.match(/[0-9a-f]{2}/gi)?.map((part) => Number.parseInt(part, 16) / 255) ?? []
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts
  // Browsers lay colours over one another as they are encoded.
  const over = (value: number, index: 0 | 1 | 2) =>
    toLinear(value * alpha + toEncoded(ground[index]) * (1 - alpha))
  return [over(red, 0), over(green, 1), over(blue, 2)]
}

/** So much of `a` and the rest of `b`, as CSS' `color-mix(in srgb, …)` mixes. */
export function mixed(a: Rgb, b: Rgb, share: number): Rgb {
  const of = (index: 0 | 1 | 2) =>
    toLinear(toEncoded(a[index]) * share + toEncoded(b[index]) * (1 - share))
  return [of(0), of(1), of(2)]
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function toEncoded(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
}

function seen(colour: Rgb, matrix: Matrix): Rgb {
  const [red, green, blue] = matrix.map((row) => {
    const value = row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2]
    return Math.min(1, Math.max(0, value))
  })
  return [red ?? 0, green ?? 0, blue ?? 0]
}

/** OKLab (Ottosson, 2020), in which equal distances look equally far apart. */
function oklab([red, green, blue]: Rgb): Rgb {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ]
}

/** How far apart two colours look to eyes of that kind; about 0.02 is just seen. */
export function distance(a: Rgb, b: Rgb, vision: Matrix): number {
  const [first, second] = [oklab(seen(a, vision)), oklab(seen(b, vision))]
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2])
}

/** WCAG 2.2's contrast ratio. */
export function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
