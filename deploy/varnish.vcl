# Varnish in front of the newsroom. Needs the vmod xkey (Debian: apt-get install varnish varnish-modules).
#
# Reader pages carry Surrogate-Key; an edit sends one PURGE with the keys it touched. A soft purge turns pages stale:
# they are served once more while a new one is fetched, and for a day when the newsroom is down. What was taken back
# is purged for good.
#
# Start varnishd with these, so that a question of 10,000 Arabic letters gets an answer:
#   -p http_req_hdr_len=64k -p http_req_size=128k -p workspace_client=256k -p workspace_backend=256k
vcl 4.1;

import std;
import xkey;

backend newsroom {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
    .probe = {
        .request =
            "GET /healthz HTTP/1.1"
            "Host: localhost"
            "Connection: close";
        .interval = 5s;
        .timeout = 2s;
        .window = 5;
        .threshold = 3;
    }
}

acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # nginx asks from this machine too, for everybody: what came through it is no purge of ours.
        if (client.ip !~ purgers || req.http.X-Forwarded-Proto) {
            return (synth(405, "Not allowed"));
        }
        if (req.http.xkey-softpurge) {
            set req.http.n-gone = xkey.softpurge(req.http.xkey-softpurge);
        } elsif (req.http.xkey-purge) {
            set req.http.n-gone = xkey.purge(req.http.xkey-purge);
        } else {
            return (synth(400, "No keys"));
        }
        return (synth(200, req.http.n-gone + " pages"));
    }

    # The desk, payment calls and everything that writes go straight through, cookies and all.
    if (req.url ~ "^/(admin|webhooks|healthz)" || (req.method != "GET" && req.method != "HEAD")) {
        return (pass);
    }

    # Reader pages know no cookie; the giving pages carry a form and say so themselves by Cache-Control.
    if (req.url !~ "^/(ar|en)/support/") {
        unset req.http.Cookie;
    }
    if (req.url !~ "^/(ar|en)/") {
        # Outside the editions (the front door, short links) the browser's language decides; two answers are all there
        # are. The language that is named first is the one preferred: "fr, ar;q=0.8, en;q=0.5" asks for Arabic.
        if (req.http.Accept-Language ~ "(?i)^(?!.*\ben\b.*\bar\b).*\bar\b") {
            set req.http.Accept-Language = "ar";
        } else {
            set req.http.Accept-Language = "en";
        }
    }

    # Varnish inflates for the few clients that take no gzip, so one copy is kept.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 60s;
    }
    return (hash);
}

sub vcl_backend_response {
    if (beresp.http.Surrogate-Key) {
        set beresp.http.xkey = beresp.http.Surrogate-Key;
        set beresp.grace = 24h;
    }
    # A failing newsroom never replaces a page that is still good.
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
}

sub vcl_deliver {
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
}
