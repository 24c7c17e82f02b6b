/*
 * Keeps the app on the phone, so that it opens without a network.
 *
 * The server puts `SHELL` before this text: a version and the addresses that belong to
 * it. A version is kept whole or not at all, so no page ever meets another version's
 * code. It is used as soon as no page of the one before is open, or when the app asks
 * for it, which it does between two messages to the server and never inside one.
 */
const PREFIX = "field-shell-";
const CACHE = PREFIX + self.SHELL.version;
const PAGE = "/field";

async function fetchAsset(address) {
    const response = await fetch(address, {cache: "no-cache", credentials: "omit"});
    // A redirect is a sign-in page or a captive portal, not the app.
    if (!response.ok || response.redirected || response.type !== "basic") {
        throw new Error(`${address} answered ${response.status}`);
    }
    return [address, response];
}

async function install() {
    const found = await Promise.all(self.SHELL.assets.map(fetchAsset));
    const cache = await caches.open(CACHE);
    await Promise.all(found.map(([address, response]) => cache.put(address, response)));
}

async function activate() {
    for (const name of await caches.keys()) {
        if (name.startsWith(PREFIX) && name !== CACHE) {
            await caches.delete(name);
        }
    }
    await self.clients.claim();
}

async function answer(request, address) {
    const cache = await caches.open(CACHE);
    return (await cache.match(address)) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
    if (event.data === "use") {
        self.skipWaiting();
    } else if (event.data === "version") {
        event.ports[0].postMessage(self.SHELL.version);
    }
});

self.addEventListener("fetch", (event) => {
    const {request} = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) {
        return;
    }
    const path = url.pathname.replace(/\/$/, "");
    if (request.mode === "navigate") {
        if (path === PAGE) {
            event.respondWith(answer(request, PAGE));
        }
    } else if (self.SHELL.assets.includes(url.pathname + url.search)) {
        event.respondWith(answer(request, url.pathname + url.search));
    }
});
