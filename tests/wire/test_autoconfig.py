"""Finding a mailbox: the provider's file, DNS, the usual names, and in which order."""

from __future__ import annotations

import http.server
import socketserver
import ssl
import threading
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.resolver
import dns.rrset
import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.mailbox_settings import Source
from desktop_app.domain.mailboxes import Security, Server
from desktop_app.wire.autoconfig import Autoconfig, answers
from desktop_app.wire.autoconfig_dns import Names, Service
from desktop_app.wire.autoconfig_file import read_config
from desktop_app.wire.autoconfig_http import LARGEST_FILE, Fetcher, NotThere, is_public

ME = "robin@work.example"

CONFIG = """<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="work.example">
  <domain>work.example</domain><displayName>Work
  Mail</displayName>
  <incomingServer type="pop3"><hostname>pop.work.example</hostname><port>995</port>
    <socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
  <incomingServer type="imap"><hostname>plain.work.example</hostname><port>143</port>
    <socketType>plain</socketType><username>%EMAILADDRESS%</username></incomingServer>
  <incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port>
    <socketType>SSL</socketType><username>%EMAILLOCALPART%</username>
    <authentication>password-cleartext</authentication></incomingServer>
  <outgoingServer type="smtp"><hostname>smtp.work.example</hostname><port>587</port>
    <socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username>
    <authentication>password-cleartext</authentication></outgoingServer>
</emailProvider></clientConfig>"""


# -- the provider's file ---------------------------------------------------------------------------


def test_a_file_is_read():
    found = read_config(CONFIG.encode(), ME)
    assert found.imap == Server("imap.work.example", 993, Security.TLS, "robin")
    assert found.smtp == Server("smtp.work.example", 587, Security.STARTTLS, ME)
    assert (found.title, found.source, found.passwords) == ("Work Mail", Source.FILE, True)


def test_who_takes_tokens_alone_takes_no_password():
    assert not read_config(CONFIG.replace("password-cleartext", "OAuth2").encode(), ME).passwords


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 100}">' for n in range(9))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no xml", b"<clientConfig/>", CONFIG[:400].encode(), b"\xff\xfe\x00",
        CONFIG.replace("imap.%EMAILDOMAIN%", "&a8;").replace(
            "<clientConfig", f"<!DOCTYPE x [{BOMB}]><clientConfig", 1).encode(),
        CONFIG.replace("imap.%EMAILDOMAIN%", "&x;").replace(
            "<clientConfig", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]><clientConfig',
            1).encode(),
        CONFIG.replace("SSL", "plain").encode(),
        CONFIG.replace("STARTTLS", "plain").encode(),
        CONFIG.replace("password-cleartext", "NTLM").encode(),
        CONFIG.replace('type="imap"', 'type="pop3"').encode(),
        CONFIG.replace("<port>993<", "<port>99999<").encode(),
        CONFIG.replace("<port>993<", "<port>９９３<").encode(),
        CONFIG.replace("imap.%EMAILDOMAIN%", "a b").encode(),
        b"<a>" * 200_000,
        b'<?xml version="1.0" encoding="nonsense"?><clientConfig/>',
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_none(content):
    assert read_config(content, ME) is None


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "192.168.0.1", "10.1.2.3", "169.254.169.254", "router",
             "0.0.0.0"],
)  # fmt: skip
def test_a_file_sends_no_password_into_this_network(host):
    assert read_config(CONFIG.replace("imap.%EMAILDOMAIN%", host).encode(), ME) is None


# -- fetching it -----------------------------------------------------------------------------------


class Web:
    """An https server of the tests: ``pages`` by path, ``(status, headers, body)``."""

    def __init__(self, port):
        self.port = port
        self.pages = {}
        self.asked = []


@pytest.fixture
def web(mail_authority, tmp_path):
    certificate = mail_authority.issue("autoconfig.work.example", "work.example")
    (tmp_path / "pem").write_text(certificate.certificate + certificate.key)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            made.asked.append((self.headers["Host"], self.path))
            status, headers, body = made.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    class Listener(http.server.ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            pass  # who asks hangs up in the middle, which is the point

    server = Listener(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    made = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher(web, mail_authority):
    """Asks the test's server whatever the name; loopback counts as public here."""
    context = ssl.create_default_context(cadata=mail_authority.pem)
    return Fetcher(
        context, may_ask=lambda address: True, resolve=lambda host, port: [("127.0.0.1", web.port)]
    )


def test_a_file_is_fetched_over_tls(web, fetcher):
    web.pages["/x?y=1"] = (200, {}, b"content")
    assert fetcher.get("https://work.example/x?y=1") == b"content"
    assert web.asked == [("work.example", "/x?y=1")]


def test_redirects_are_followed_within_bounds(web, fetcher):
    web.pages["/a"] = (302, {"Location": "/b"}, b"")
    web.pages["/b"] = (301, {"Location": "https://autoconfig.work.example/c"}, b"")
    web.pages["/c"] = (200, {}, b"there")
    assert fetcher.get("https://work.example/a") == b"there"
    web.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    with pytest.raises(NotThere, match="too many"):
        fetcher.get("https://work.example/loop")
    assert [path for _, path in web.asked].count("/loop") == 4


@pytest.mark.parametrize(
    "where", ["http://work.example/x", "ftp://work.example/x", "https://u:p@work.example/x",
              "file:///etc/hostname", "https://[x/"],
)  # fmt: skip
def test_redirects_lead_nowhere_else(web, fetcher, where):
    web.pages["/a"] = (302, {"Location": where}, b"")
    with pytest.raises(NotThere):
        fetcher.get("https://work.example/a")
    assert len(web.asked) == 1


def test_a_private_address_is_never_asked(web, mail_authority):
    context = ssl.create_default_context(cadata=mail_authority.pem)
    careful = Fetcher(context, resolve=lambda host, port: [("127.0.0.1", web.port)])
    with pytest.raises(NotThere, match="not a public address"):
        careful.get("https://work.example/x")
    assert web.asked == []


def test_a_certificate_for_another_name_ends_it(web, fetcher):
    with pytest.raises(NotThere, match="SSLCertVerificationError"):
        fetcher.get("https://another.example/x")
    assert web.asked == []


def test_what_is_too_large_is_not_read(web, fetcher):
    web.pages["/x"] = (200, {}, b"x" * (LARGEST_FILE + 1))
    with pytest.raises(NotThere, match="too large"):
        fetcher.get("https://work.example/x")


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("2001:4860:4860::8888", True), ("127.0.0.1", False), ("10.0.0.1", False),
     ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("::1", False),
     ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:127.0.0.1", False), ("0.0.0.0", False),
     ("100.64.0.1", False), ("224.0.0.1", False), ("no address", False)],
)  # fmt: skip
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public


# -- DNS -------------------------------------------------------------------------------------------


@contextmanager
def name_server(records):
    """A name server on loopback with these records, ``(name, kind) -> lines``; None keeps
    silent."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            data, sock = self.request
            query = dns.message.from_wire(data)
            asked = query.question[0]
            name, kind = asked.name.to_text(), dns.rdatatype.to_text(asked.rdtype)
            lines = records.get((name, kind), [])
            if lines is None:
                return
            reply = dns.message.make_response(query)
            reply.flags |= dns.flags.RA
            if lines:
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *lines))
            elif not any(each == name for each, _ in records):
                reply.set_rcode(dns.rcode.NXDOMAIN)
            sock.sendto(reply.to_wire(), self.client_address)

    server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = server.server_address[1]
        yield Names(resolver)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_services_come_by_priority():
    records = {("_imaps._tcp.work.example.", "SRV"): [
        "20 0 993 second.work.example.", "10 0 1993 First.work.example."]}  # fmt: skip
    with name_server(records) as names:
        assert names.services("imaps", "work.example") == (
            Service("first.work.example", 1993), Service("second.work.example", 993))  # fmt: skip
        assert names.services("imap", "work.example") == ()


def test_a_dot_says_that_there_is_none():
    with name_server({("_imaps._tcp.work.example.", "SRV"): ["0 0 0 ."]}) as names:
        assert names.services("imaps", "work.example") == ()


def test_who_takes_mail():
    records = {("work.example.", "MX"): ["20 b.example.", "5 A.example."]}
    with name_server(records) as names:
        assert names.mail_servers("work.example") == ("a.example", "b.example")
        assert names.mail_servers("nothing.example") == ()


def test_no_name_server_is_an_answer_without_records():
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], 1
    resolver.lifetime = 0.2
    names = Names(resolver, within=0.2)
    assert names.services("imaps", "work.example") == ()
    assert names.mail_servers("not a name .. at all") == ()


# -- all together ----------------------------------------------------------------------------------


class FakeNames:
    def __init__(self, services=None, takers=()):
        self._services, self._takers = services or {}, takers

    def services(self, service, domain):
        return tuple(Service(*each) for each in self._services.get(service, ()))

    def mail_servers(self, domain):
        return self._takers


class FakeFiles:
    def __init__(self, files=None):
        self.files, self.asked = files or {}, []

    def get(self, url):
        self.asked.append(url)
        if url not in self.files:
            raise NotThere("status 404")
        return self.files[url]


def find(address=ME, *, names=None, files=None, open_=()):
    told = []
    found = Autoconfig(
        names or FakeNames(), files or FakeFiles(), lambda server, protocol: server.host in open_
    ).find(address, told.append)
    assert told
    return found


SRV = {"imaps": [("imap.work.example", 993)], "submissions": [("smtp.work.example", 465)]}
HERE = "https://autoconfig.work.example/mail/config-v1.1.xml?emailaddress=robin%40work.example"
THERE = "https://work.example/.well-known/autoconfig/mail/config-v1.1.xml"


def test_a_large_provider_is_known_without_a_network():
    files = FakeFiles()
    found = find("robin@gmail.com", files=files)
    assert (found.source, found.provider, files.asked) == (Source.TABLE, "google", [])


def test_a_companys_domain_at_a_large_provider_is_known_by_its_mx():
    found = find(names=FakeNames(SRV, ("work-example.mail.protection.outlook.com",)))
    assert (found.title, found.imap.user) == ("Microsoft 365", ME)
    assert not found.passwords


def test_records_of_the_domain():
    found = find(names=FakeNames(SRV))
    assert found.imap == Server("imap.work.example", 993, Security.TLS, ME)
    assert found.smtp == Server("smtp.work.example", 465, Security.TLS, ME)
    assert (found.source, found.trusted) == (Source.DNS, True)


def test_starttls_where_the_domain_has_nothing_better():
    services = {"imap": [("imap.work.example", 143)], "submission": [("smtp.work.example", 587)]}
    found = find(names=FakeNames(services))
    assert found.imap.security is found.smtp.security is Security.STARTTLS


def test_records_that_lead_elsewhere_are_asked_about():
    services = {"imaps": [("imap.elsewhere.example", 993)],
                "submissions": [("smtp.work.example", 465)]}  # fmt: skip
    assert not find(names=FakeNames(services)).trusted


def test_records_that_lead_to_a_known_provider_are_not():
    services = {"imaps": [("imap.fastmail.com", 993)], "submissions": [("smtp.fastmail.com", 465)]}
    found = find(names=FakeNames(services))
    assert (found.title, found.trusted) == ("Fastmail", True)
    assert "app password" in found.hint


@pytest.mark.parametrize("url", [HERE, THERE])
def test_the_file_at_either_place(url):
    found = find(names=FakeNames(SRV), files=FakeFiles({url: CONFIG.encode()}))
    assert (found.source, found.imap.user) == (Source.FILE, "robin")


HOSTER = "https://autoconfig.hoster.example/mail/config-v1.1.xml?emailaddress=robin%40work.example"
OF_HOSTER = "https://hoster.example/.well-known/autoconfig/mail/config-v1.1.xml"
ITS_FILE = CONFIG.replace("%EMAILDOMAIN%", "hoster.example").replace(
    "smtp.work.example", "smtp.hoster.example"
)


@pytest.mark.parametrize("url", [HOSTER, OF_HOSTER])
def test_the_file_of_whoever_takes_the_domains_mail_is_asked_about(url):
    files = FakeFiles({url: ITS_FILE.encode()})
    found = find(names=FakeNames(takers=("mx1.mail.hoster.example", "mx.other.example")),
                 files=files, open_={"mail.work.example"})  # fmt: skip
    assert (found.source, found.trusted) == (Source.FILE, False)
    assert (found.imap.host, found.smtp.host) == ("imap.hoster.example", "smtp.hoster.example")
    assert files.asked == [HERE, THERE, HOSTER, OF_HOSTER]


def test_a_hosters_file_that_names_a_known_provider_is_not():
    file = CONFIG.replace("imap.%EMAILDOMAIN%", "imap.fastmail.com").replace(
        "smtp.work.example", "smtp.fastmail.com"
    )
    found = find(names=FakeNames(takers=("mx.hoster.example",)),
                 files=FakeFiles({HOSTER: file.encode()}))  # fmt: skip
    assert found.trusted


def test_a_hoster_learns_no_address_where_the_domain_says_where_its_mail_is():
    takers = ("mx.hoster.example",)
    for names, own in ((FakeNames(SRV, takers), {}), (FakeNames({}, takers), {HERE: CONFIG})):
        files = FakeFiles({url: text.encode() for url, text in {HOSTER: ITS_FILE, **own}.items()})
        assert find(names=names, files=files).imap.host == "imap.work.example"
        assert not {HOSTER, OF_HOSTER} & {*files.asked}


@pytest.mark.parametrize("taker", ["mx.work.example", "localhost", "a.b?.example", "x/y.example"])
def test_who_takes_its_own_mail_is_not_asked_twice(taker):
    files = FakeFiles()
    with pytest.raises(KnownError, match="by hand"):
        find(names=FakeNames(takers=(taker,)), files=files)
    assert files.asked == [HERE, THERE]


def test_servers_of_the_usual_names_that_answer():
    found = find(open_={"mail.work.example", "work.example"})
    assert found.source is Source.GUESS
    assert found.imap == Server("mail.work.example", 993, Security.TLS, ME)
    assert found.smtp == Server("mail.work.example", 465, Security.TLS, ME)


def test_nothing_found_says_what_to_do():
    with pytest.raises(KnownError, match="by hand"):
        find()
    with pytest.raises(KnownError, match="by hand"):
        find(open_={"imap.work.example"})  # nobody to send by


@pytest.mark.parametrize("address", ["robin@proton.me", "robin@tuta.com"])
def test_who_cannot_be_connected_is_told_why(address):
    with pytest.raises(KnownError, match="cannot be connected"):
        find(address)


def test_a_server_answers_with_a_certificate_that_holds_or_not_at_all(
    any_mail_server, mail_authority, tmp_path, monkeypatch
):
    ways = [(any_mail_server.imap, "imap"), (any_mail_server.smtp, "smtp"),
            (any_mail_server.imap_starttls, "imap"),
            (any_mail_server.smtp_starttls, "smtp")]  # fmt: skip
    assert not any(answers(server, protocol) for server, protocol in ways)  # nobody knows it
    (tmp_path / "ca.pem").write_text(mail_authority.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    assert all(answers(server, protocol) for server, protocol in ways)
    assert not answers(Server("127.0.0.1", 1, Security.TLS, ""), "imap")
