#!/usr/bin/env python3
"""A small LPA: a card behind the stdio protocol of lpac, an SM-DP+ behind ES9+ (SGP.22 v2).

usage: lpa.py CI_FILE ACTIVATION_CODE COMMAND...
COMMAND starts the card. The profile is downloaded, reported, enabled, listed, disabled and deleted,
after a try with a wrong matchingId. Prints one JSON object a step; exit code 0 if all went as it should.
"""
import base64, http.client, json, ssl, subprocess, sys

ISD_R, BLOCK = "A0000005591010FFFFFFFF8900000100", 120


def tlv(tag, *values):
    value = b"".join(values)
    size = len(value)
    long = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes.fromhex(tag) + (bytes([size]) if size < 128 else bytes([128 | len(long)]) + long) + value


def read(data, at=0):
    """One TLV: tag as hex, where its value starts, where it ends."""
    end = at + 1
    if data[at] & 0x1F == 0x1F:
        while data[end] & 0x80:
            end += 1
        end += 1
    tag, size, at = data[at:end].hex().upper(), data[end], end + 1
    if size & 0x80:
        size, at = int.from_bytes(data[at:at + (size & 0x7F)], "big"), at + (size & 0x7F)
    return tag, at, at + size


def members(data):
    """The members of a constructed TLV: (tag, value, whole)."""
    _, at, end = read(data)
    while at < end:
        tag, start, stop = read(data, at)
        yield tag, data[start:stop], data[at:stop]
        at = stop


class Card:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.call("connect")
        self.channel = self.call("logic_channel_open", ISD_R)["ecode"]

    def call(self, func, param=None):
        request = {"type": "apdu", "payload": {"func": func, "param": param}}
        print(json.dumps(request), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())["payload"]
        assert answer["ecode"] >= 0, (func, answer)
        return answer

    def apdu(self, command):
        answer = bytes.fromhex(self.call("transmit", command.hex())["data"])
        return answer[:-2], answer[-2], answer[-1]

    def es10(self, request):
        """STORE DATA in blocks, then GET RESPONSE for as long as there is more."""
        blocks = [request[at:at + BLOCK] for at in range(0, len(request), BLOCK)]
        for number, block in enumerate(blocks):
            p1 = 0x91 if number == len(blocks) - 1 else 0x11
            data, sw1, sw2 = self.apdu(bytes([0x80 | self.channel, 0xE2, p1, number & 0xFF, len(block)]) + block)
            while sw1 == 0x61:
                more, sw1, sw2 = self.apdu(bytes([0x80 | self.channel, 0xC0, 0, 0, sw2]))
                data += more
            assert sw1 in (0x90, 0x91), f"status word {sw1:02X}{sw2:02X}"
        return data

    def close(self):
        self.call("logic_channel_close", f"{self.channel:02x}")
        self.call("disconnect")
        self.process.stdin.close()
        return self.process.wait(30)


def es9(address, function, tls, **fields):
    """One function on a connection of its own; octets travel as base64."""
    body = json.dumps({k: base64.b64encode(v).decode() if isinstance(v, bytes) else v for k, v in fields.items()})
    connection = http.client.HTTPSConnection(address, context=tls, timeout=60)
    connection.request("POST", "/gsma/rsp2/es9plus/" + function, body, {
        "User-Agent": "gsma-rsp-lpad", "X-Admin-Protocol": "gsma/rsp/v2.2.2", "Content-Type": "application/json"})
    answer = connection.getresponse()
    assert 200 <= answer.status < 300, (function, answer.status)
    return json.loads(answer.read() or "{}")


def failed(answer):
    return answer["header"]["functionExecutionStatus"].get("statusCodeData")


def octets(answer, *names):
    return [base64.b64decode(answer[name]) for name in names]


def download(card, tls, address, matching_id):
    """Returns None and the metadata, or the server's refusal."""
    challenge = next(value for _, value, _ in members(card.es10(tlv("BF2E"))))
    answer = es9(address, "initiateAuthentication", tls, smdpAddress=address, euiccChallenge=challenge,
                 euiccInfo1=card.es10(tlv("BF20")))
    transaction = answer["transactionId"]
    device = tlv("A1", tlv("80", bytes.fromhex("35290611")), tlv("A1"))
    response = card.es10(tlv("BF38", *octets(answer, "serverSigned1", "serverSignature1", "euiccCiPKIdToBeUsed",
                                             "serverCertificate"), tlv("A0", tlv("80", matching_id.encode()), device)))
    answer = es9(address, "authenticateClient", tls, transactionId=transaction, authenticateServerResponse=response)
    if failed(answer):
        cancelled = card.es10(tlv("BF41", tlv("80", bytes.fromhex(transaction)), tlv("81", b"\0")))
        es9(address, "cancelSession", tls, transactionId=transaction, cancelSessionResponse=cancelled)
        return failed(answer), next(members(cancelled))[0]
    response = card.es10(tlv("BF21", *octets(answer, "smdpSigned2", "smdpSignature2", "smdpCertificate")))
    answer = es9(address, "getBoundProfilePackage", tls, transactionId=transaction, prepareDownloadResponse=response)
    assert not failed(answer), answer
    package, = octets(answer, "boundProfilePackage")
    head, result = package[:read(package)[1]], b""
    for tag, value, whole in members(package):
        if tag in ("A1", "A3"):  # the head alone, then each of its members
            pieces = [whole[:len(whole) - len(value)]] + [piece for _, _, piece in members(whole)]
        else:
            pieces = [head + whole if tag == "BF23" else whole]
        for piece in pieces:
            result = card.es10(piece)
    return None, result


def notifications(card, tls):
    """Delivers what the card has to say and removes it; returns how much it was."""
    listed = [value for _, value, _ in members(next(members(card.es10(tlv("BF28"))))[2])]
    for metadata in listed:
        entries = {tag: value for tag, value, _ in members(tlv("BF2F", metadata))}
        response = card.es10(tlv("BF2B", tlv("A0", tlv("80", entries["80"]))))
        pending = next(members(next(members(response))[2]))[2]
        es9(entries["0C"].decode(), "handleNotification", tls, pendingNotification=pending)
        assert card.es10(tlv("BF30", tlv("80", entries["80"]))).hex() == "bf3003800100"
    return len(listed)


def profiles(card):
    listed = next(members(card.es10(tlv("BF2D"))))[2]
    return [{tag: value.hex() for tag, value, _ in members(whole)} for _, _, whole in members(listed)]


def main(ci_file, activation_code, *command):
    tls = ssl.create_default_context(cafile=ci_file)
    _, address, matching_id = activation_code.split("$")[:3]
    card, told = Card(command), lambda **step: print(json.dumps(step), flush=True)
    told(eid=card.es10(tlv("BF3E", tlv("5C", b"\x5A"))).hex()[10:], info={
        tag: read(card.es10(tlv(tag)))[0] for tag in ("BF3C", "BF43", "BF22")}, profiles=profiles(card))
    refusal, cancelled = download(card, tls, address, "NO-SUCH-ORDER")
    told(refused=f"{refusal['subjectCode']}/{refusal['reasonCode']}", cancelled=cancelled)
    refusal, result = download(card, tls, address, matching_id)
    told(installed=read(result)[0], notifications=notifications(card, tls), profiles=profiles(card))
    iccid = bytes.fromhex(profiles(card)[0]["5A"])
    for tag in ("BF31", "BF32"):
        result = card.es10(tlv(tag, tlv("A0", tlv("5A", iccid)), tlv("81", b"\0")))
        told(function=tag, result=result[-1], state=profiles(card)[0]["9F70"], notifications=notifications(card, tls))
    result = card.es10(tlv("BF33", tlv("5A", iccid)))
    told(function="BF33", result=result[-1], profiles=profiles(card), notifications=notifications(card, tls))
    told(exit=card.close())


if __name__ == "__main__":
    main(*sys.argv[1:])
