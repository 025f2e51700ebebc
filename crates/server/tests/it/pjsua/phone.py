"""A SIP phone that registers and says how that went: phone.py REGISTRAR USER PASSWORD. It runs until it is killed."""

import sys

import pjsua2


class Phone(pjsua2.Account):
    def onRegState(self, told):
        print("registered" if self.getInfo().regIsActive else "refused", told.code, flush=True)


registrar, user, password = sys.argv[1:4]
endpoint = pjsua2.Endpoint()
endpoint.libCreate()
settings = pjsua2.EpConfig()
settings.uaConfig.threadCnt = 0
settings.uaConfig.mainThreadOnly = True
settings.uaConfig.userAgent = "pjsua"
settings.logConfig.level = 0
settings.logConfig.consoleLevel = 0
endpoint.libInit(settings)
endpoint.audDevManager().setNullDev()
transport = pjsua2.TransportConfig()
transport.boundAddress = "127.0.0.1"
endpoint.transportCreate(pjsua2.PJSIP_TRANSPORT_UDP, transport)
endpoint.libStart()

account = pjsua2.AccountConfig()
account.idUri = f"sip:{user}@{registrar}"
account.regConfig.registrarUri = f"sip:{registrar}"
account.regConfig.timeoutSec = 300
account.sipConfig.authCreds.append(pjsua2.AuthCredInfo("digest", "rapport", user, 0, password))
phone = Phone()
phone.create(account)
while True:
    endpoint.libHandleEvents(50)
