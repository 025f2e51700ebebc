/**
 * Words in the customer's language. A dictionary maps keys to sentences; `{name}` is filled in, and a key that ends in
 * `_one` or `_other` is chosen by the language's own plural rule from `{count}`.
 */

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Translate<Key extends string> = (key: PluralBase<Key>, values?: Values) => string;

type Values = { readonly [name: string]: string | number };
type PluralBase<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;

/** The first of the browser's languages that we speak. */
export function spokenLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

export function translator<Key extends string>(
  dictionary: { readonly [key in Key]: string },
  language: Language,
): Translate<Key> {
  const sentences = new Map<string, string>(Object.entries(dictionary));
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const { count } = values;
    const sentence =
      sentences.get(key) ??
      sentences.get(`${key}_${plural.select(Number(count))}`) ??
      sentences.get(`${key}_other`) ??
      key;
    return sentence.replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  };
}
