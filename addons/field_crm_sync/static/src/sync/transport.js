/** The server answered that it will not: `code` as docs/design/sync.md lists them. */
export class Refused extends Error {
    constructor(code, message, status) {
        super(message);
        this.name = "Refused";
        this.code = code;
        this.status = status;
    }
}

/** Nobody answered, or somebody else did: a captive portal, a proxy. */
export class Unreachable extends Error {
    name = "Unreachable";
}

const SILENCE_MS = 8000;

/** Requests to the server, none of which can hang: 8 seconds without a byte end it. */
export class Transport {
    /** @param {typeof fetch} fetch */
    constructor(fetch = globalThis.fetch.bind(globalThis)) {
        this.fetch = fetch;
        this.key = null;
    }

    /** @returns {Promise<object>} the answer's JSON */
    async post(name, body, {withSession = false} = {}) {
        const text = await this._send(`/field/api/${name}`, {
            method: "POST",
            credentials: withSession ? "same-origin" : "omit",
            headers: {
                "Content-Type": "application/json",
                ...(withSession ? {} : {Authorization: `Bearer ${this.key}`}),
            },
            body: JSON.stringify(body),
        });
        try {
            return JSON.parse(text);
        } catch (error) {
            throw new Unreachable("the answer is no JSON", {cause: error});
        }
    }

    /** One part of a photo, or the question how much of it is there.
     *
     * @returns {Promise<{offset: number}>} bytes that the office has
     */
    upload(method, sha, {body, headers}) {
        return this._send(
            `/field/api/upload/${sha}`,
            {
                method,
                credentials: "omit",
                headers: {
                    Authorization: `Bearer ${this.key}`,
                    ...(body ? {"Content-Type": "application/octet-stream"} : {}),
                    ...headers,
                },
                body,
            },
            (response, text) => ({
                offset: Number(response.headers.get("Upload-Offset")),
                ...(text ? JSON.parse(text) : {}),
            }),
        );
    }

    async _send(address, options, read = (_response, text) => text) {
        const abort = new AbortController();
        let timer = setTimeout(() => abort.abort(), SILENCE_MS);
        const hear = () => {
            clearTimeout(timer);
            timer = setTimeout(() => abort.abort(), SILENCE_MS);
        };
        try {
            const response = await this.fetch(address, {
                ...options,
                cache: "no-store",
                redirect: "error",
                signal: abort.signal,
            });
            hear();
            const text = await this._read(response, hear);
            if (!response.ok) {
                throw this._refusal(response, text);
            }
            return read(response, text);
        } catch (error) {
            if (error instanceof Refused || error instanceof Unreachable) {
                throw error;
            }
            throw new Unreachable(error.message, {cause: error});
        } finally {
            clearTimeout(timer);
        }
    }

    async _read(response, hear) {
        if (!response.body) {
            return response.text();
        }
        const reader = response.body.getReader();
        const decoder = new TextDecoder();
        const parts = [];
        for (;;) {
            const {done, value} = await reader.read();
            if (done) {
                return parts.join("") + decoder.decode();
            }
            hear();
            parts.push(decoder.decode(value, {stream: true}));
        }
    }

    _refusal(response, text) {
        try {
            const {code, message} = JSON.parse(text).error;
            return new Refused(code, message, response.status);
        } catch {
            // No page of ours: something between the phone and the server spoke.
            return new Unreachable(`HTTP ${response.status}`);
        }
    }
}
