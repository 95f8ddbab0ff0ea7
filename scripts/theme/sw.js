/* Keeps the pages that were read, so that they can be read again without a network.

   The network comes first: a kept page is shown only when no answer has come after WAIT, and
   then says so.  Scripts, styles and fonts whose addresses change with them are asked for once.
   Anything else (books, data, other hosts) never passes through here.  To be rid of this file on
   readers' devices, see docs/guides/hosting.md. */
"use strict";

const SCOPE = self.registration.scope;
// Caches belong to the origin, which other editions may share.
const called = (kind) => `edition 1 ${kind} ${SCOPE}`;
const SHELL = called("shell"), READ = called("read"), WHOLE = called("whole"), ASSETS = called("assets");
const PAGES = [WHOLE, READ, SHELL];
const NONE = `${SCOPE}kept/`;
const WAIT = 3000, MOST = 400;

const below = (address) => address.slice(SCOPE.length).replace(/[?#].*/, "");
const isPage = (address) => /^$|\/$|\.html$/.test(below(address));
const isAsset = (address) => /^assets\/.+\.(css|js|svg|woff2)$/.test(below(address));
// Under such an address there will never be anything else.
const isSettled = (address) => /\?v=\w/.test(address) || below(address).startsWith("assets/fonts/");
const plain = (address) => address.replace(isPage(address) ? /[?#].*/ : /#.*/, "");
const opened = (name) => caches.open(name);
const found = async (names, address, options) => {
  for (const cacheName of names) {
    const kept = await caches.match(address, { cacheName, ignoreVary: true, ...options });
    if (kept) return kept;
  }
};
const versionOf = (kept) => kept?.headers.get("x-version");
const versionIn = (address) => new URL(address).searchParams.get("v");

/* ---- keeping ---- */
// Those that are known to be kept; to look for a dozen takes longer than to keep the page.
const assets = new Set();
// The scripts, styles and fonts that a page names.
const namedIn = (text, address) =>
  [...new Set([...text.matchAll(/<(?:link|script)\b[^>]* (?:href|src)="([^"]+)/g)].map(([, name]) => new URL(name, address).href))]
    .filter((name) => name.startsWith(SCOPE) && isAsset(name));
// A copy says that it is one, and when it was made.
const copied = (text, response, address) => {
  const seen = new Date();
  const day = seen.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const line = `<p class="ed-meta ed-kept" data-voice="edition">Kept copy, seen ${day}. <a href="">Look for a newer one</a></p>`;
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set("x-address", address);
  headers.set("x-seen", seen.toISOString());
  headers.set("x-size", String(new Blob([text]).size));
  headers.set("x-version", /\?v=(\w+)/.exec(text)?.[1] ?? "");
  headers.set("x-title", encodeURIComponent(/"og:title" content="([^"]*)"/.exec(text)?.[1] ?? ""));
  // The page for what is not kept is shown at any address.
  const body = address === NONE
    ? text.replace(/"\.\.(?=[/"])/g, `"${new URL(SCOPE).pathname.slice(0, -1)}`)
    : text.replace(/<article[^>]*>/, `$&\n${line}`);
  return new Response(body, { headers });
};
const dropOldAssets = async () => {
  const pages = await Promise.all(PAGES.map(async (name) => (await opened(name)).matchAll()));
  const named = new Set(pages.flat().map(versionOf));
  const cache = await opened(ASSETS);
  const old = (await cache.keys()).filter(({ url }) => versionIn(url) && !named.has(versionIn(url)));
  await Promise.all(old.map((request) => cache.delete(request)));
  assets.clear();
};
const dropOldest = async () => {
  const read = await opened(READ);
  const all = await read.keys();
  for (const oldest of all.slice(0, Math.max(0, all.length - MOST))) await read.delete(oldest);
};
const dropPage = async (address, names) => {
  for (const name of names) await (await opened(name)).delete(address);
};
// Returns the text of the page if it was kept.
const keepPage = async (address, response, name) => {
  // A reader who had everything removed keeps nothing more; this worker may outlive that.
  if (name !== SHELL && !await caches.has(SHELL)) return "";
  if ([404, 410].includes(response.status)) await dropPage(address, [WHOLE, READ]);
  if (!response.ok || response.redirected || !response.headers.get("content-type")?.startsWith("text/html")) return "";
  const text = await response.text();
  const copy = copied(text, response, address);
  const version = versionOf(copy);
  const before = versionOf(await found(PAGES, address));
  const into = address === NONE ? SHELL : name ?? (await found([WHOLE], address) ? WHOLE : READ);
  await (await opened(into)).put(address, copy);
  if (into === WHOLE) await dropPage(address, [READ]);
  if (into === SHELL) return text;
  if (into === READ) await dropOldest();
  if (versionOf(await found([SHELL], NONE)) !== version) await keep(NONE, SHELL).catch(() => { /* later */ });
  if (before !== undefined && before !== version) await dropOldAssets();
  return text;
};
const keepAsset = async (address, response) => {
  if (response.ok && await caches.has(SHELL)) await (await opened(ASSETS)).put(address, response);
};
// A page with all that it names, or a file.
const keep = async (address, name) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  if (!isPage(address)) return keepAsset(address, response);
  const text = await keepPage(address, response, name);
  await Promise.all(namedIn(text, address).map(async (asset) => {
    if (!assets.has(asset) && !await found([ASSETS], asset)) await keepAsset(asset, await fetch(asset));
    assets.add(asset);
  }));
};

/* ---- answering ---- */
// What comes first: a good answer, or after the wait a kept copy.
const inTime = async (request, address, fresh, names) => {
  const kept = found(names, address);
  const good = fresh.then((response) => (response.status < 500 ? response : undefined), () => undefined);
  // Who loads a page again, or asks on a kept copy for a newer one, would rather wait.
  const again = request.cache !== "default" || request.referrer === request.url;
  const late = new Promise((resolve) => { setTimeout(resolve, again ? 10 * WAIT : WAIT); }).then(() => kept);
  return await Promise.race([good, late]) ?? await kept;
};
const page = async (event) => {
  const { request } = event;
  const address = plain(request.url);
  const fresh = (async () => await event.preloadResponse ?? fetch(request))();
  event.waitUntil(fresh.then((response) => keepPage(address, response.clone())).catch(() => { /* no network */ }));
  return await inTime(request, address, fresh, [WHOLE, READ]) ?? fresh.catch(async (error) => {
    const none = request.mode === "navigate" && await found([SHELL], NONE);
    if (!none) throw error;
    return new Response(none.body, { status: 503, headers: none.headers });
  });
};
const asset = async (event) => {
  const { request } = event;
  const address = plain(request.url);
  const kept = isSettled(address) && await found([ASSETS], address);
  if (kept) return kept;
  const fresh = fetch(request);
  event.waitUntil(fresh.then((response) => keepAsset(address, response.clone())).catch(() => { /* no network */ }));
  return await inTime(request, address, fresh, [ASSETS]) ?? fresh.catch(async (error) => {
    // A page may outlive its own version of a script; another is better than none.
    const other = await found([ASSETS], address, { ignoreSearch: true });
    if (!other) throw error;
    return other;
  });
};
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(SCOPE)) return;
  if (isPage(url)) event.respondWith(page(event));
  else if (isAsset(url)) event.respondWith(asset(event));
});

/* ---- coming and going ---- */
addEventListener("install", (event) => {
  event.waitUntil(keep(NONE, SHELL).then(() => self.skipWaiting()));
});
addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const all = [...PAGES, ASSETS];
    const old = (await caches.keys()).filter((name) => name.startsWith("edition ") && name.endsWith(` ${SCOPE}`) && !all.includes(name));
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});
// A page asks for addresses to be kept: the first page that was read, or all of them.
addEventListener("message", (event) => {
  const { address, whole } = event.data;
  const done = (kept) => event.ports[0]?.postMessage(kept);
  event.waitUntil(keep(plain(address), whole ? WHOLE : undefined).then(() => done(true), () => done(false)));
});
