import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

export type Scheme = 'light' | 'dark';

const WIDE = { width: 1440, height: 900 };
const TELEPHONE = { width: 360, height: 740 };
const DEADLINE_MS = 20_000;
const LOADED = 'body:not(:has([aria-busy="true"])) h1';

const KEEPS = process.env['KEEP_SCREENSHOTS'] !== undefined;

/** Kept only if KEEP_SCREENSHOTS is set; otherwise in a temporary folder. */
function screenshotFolder(): string {
  if (!KEEPS) return mkdtempSync(join(tmpdir(), 'commonward-screenshots-'));
  const folder = join(import.meta.dirname, 'screenshots');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A browser and its pictures. */
export class Screen {
  readonly folder = screenshotFolder();
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async open(executablePath: string): Promise<Screen> {
    return new Screen(await chromium.launch({ executablePath, args: ['--no-sandbox'] }));
  }

  /** Someone with a page of their own and no session yet. */
  async visitor(): Promise<Visitor> {
    const context = await this.#browser.newContext({ viewport: WIDE, reducedMotion: 'reduce' });
    context.setDefaultTimeout(DEADLINE_MS);
    return new Visitor(await context.newPage(), this.folder);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    if (!KEEPS) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Someone at a page, and what went wrong in it: uncaught errors and everything the console calls an error. */
export class Visitor {
  readonly page: Page;
  readonly problems: string[] = [];
  readonly #folder: string;

  constructor(page: Page, folder: string) {
    this.page = page;
    this.#folder = folder;
    page.on('pageerror', (error) => this.problems.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`${page.url()}: ${message.text()}`);
    });
  }

  /** Waits until a text can be seen. */
  see(text: string | RegExp, timeout = DEADLINE_MS): Promise<void> {
    return this.page.getByText(text).filter({ visible: true }).first().waitFor({ timeout });
  }

  /** A required field for a password; its label ends in a star, and the button that shows it bears the same label. */
  password(label: string): Locator {
    return this.page.getByLabel(new RegExp(`^${label}\\s*\\*?$`)).and(this.page.locator('input'));
  }

  /** Opens an address of the dashboard and waits until it holds its data. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.locator(LOADED).waitFor();
  }

  /** Takes a picture at a desk. */
  async atDesk(name: string, scheme: Scheme): Promise<void> {
    await this.#picture(`${name}-desk-${scheme}`, WIDE, scheme);
  }

  /** Takes a picture on a telephone, 360 px wide. @returns by how many pixels the page is wider than that */
  async onTelephone(name: string, scheme: Scheme): Promise<number> {
    await this.#picture(`${name}-telephone-${scheme}`, TELEPHONE, scheme);
    const overflow = await this.page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    await this.page.setViewportSize(WIDE);
    return overflow;
  }

  /** How light the page's ground is, from 0 to 255. */
  async ground(scheme: Scheme): Promise<number> {
    await this.#prefer(scheme);
    const colour = await this.page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    return Math.max(...[...colour.matchAll(/\d+/g)].slice(0, 3).map(Number));
  }

  async #prefer(colorScheme: Scheme): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  }

  async #picture(name: string, size: typeof WIDE, colorScheme: Scheme): Promise<void> {
    await this.page.setViewportSize(size);
    await this.#prefer(colorScheme);
    await this.page.screenshot({ path: join(this.#folder, `${name}.png`), fullPage: true });
  }
}
