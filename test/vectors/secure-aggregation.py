"""Known answers for masked aggregation, from integers and pycryptodome; prints secure-aggregation.json.

Shamir's sharing is done here on polynomials over GF(2^8) as integers, without tables and without our code;
AES-256-CTR and HKDF are pycryptodome's, after they have given the answers of NIST SP 800-38A, F.5.5, and RFC 5869, A.3.
"""
import json, hashlib
from Crypto.Cipher import AES
from Crypto.Hash import SHA256
from Crypto.Protocol.KDF import HKDF

def times(a, b):
    product = 0
    while b:
        if b & 1: product ^= a
        a <<= 1
        if a & 0x100: a ^= 0x11B
        b >>= 1
    return product

def inverse(a):
    return next(b for b in range(1, 256) if times(a, b) == 1)

def shares(secret, coefficients, count):
    out = []
    for point in range(1, count + 1):
        share = []
        for i, byte in enumerate(secret):
            value, power = byte, 1
            for start in range(0, len(coefficients), len(secret)):
                power = times(power, point)
                value ^= times(coefficients[start + i], power)
            share.append(value)
        out.append(bytes(share).hex())
    return out

okm = HKDF(bytes([0x0b] * 22), 42, b'', SHA256)
assert okm.hex() == '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8'
nist = AES.new(bytes.fromhex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4'), AES.MODE_CTR, nonce=b'', initial_value=0xf0f1f2f3f4f5f6f7f8f9fafbfcfdfeff)
assert nist.encrypt(bytes.fromhex('6bc1bee22e409f96e93d7e117393172a')).hex() == '601ec313775789a5b7a7f504bbf3d228'

secret = hashlib.sha256(b'secret').digest()
coefficients = b''.join(hashlib.sha256(b'coefficient %d' % k).digest() for k in range(4))
key = hashlib.sha256(b'mask').digest()
keystream = AES.new(key, AES.MODE_CTR, nonce=b'', initial_value=0).encrypt(bytes(4 * 40))
later = AES.new(key, AES.MODE_CTR, nonce=b'', initial_value=2**14).encrypt(bytes(16))
print(json.dumps({
    'source': 'test/vectors/secure-aggregation.py, Python 3.11, pycryptodome 3.24.1; X25519: RFC 7748, section 6.1',
    'products': [[a, b, times(a, b)] for a, b in [(0x57, 0x83), (0x02, 0x80), (0xFF, 0xFF), (1, 0xC3), (0, 7)]],
    'inverses': [[a, inverse(a)] for a in (1, 2, 0x53, 0xFF)],
    'shamir': {'secret': secret.hex(), 'coefficients': coefficients.hex(), 'needed': 5, 'shares': shares(secret, coefficients, 9)},
    'mask': {'key': key.hex(), 'words': [int.from_bytes(keystream[4 * k:4 * k + 4], 'little') for k in range(40)], 'offset': 4 * 2**14, 'wordsAtOffset': [int.from_bytes(later[4 * k:4 * k + 4], 'little') for k in range(4)]},
    'derivedKey': {'secret': secret.hex(), 'context': key.hex(), 'from': 3, 'to': 258, 'key': HKDF(secret, 32, b'', SHA256, context=b'commonward/aggregation/1 pair-mask\n' + key + (3).to_bytes(2, 'little') + (258).to_bytes(2, 'little')).hex()},
    'x25519': {
        'aliceSecret': '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
        'alicePublic': '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
        'bobPublic': 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
        'shared': '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    },
}, indent=1))
