// A Better Auth web application on loopback, on the database that libpq's variables name.
// PASSWORDS=scrypt leaves its own hashes, PASSWORDS=bcrypt configures bcrypt's.
// SECRET signs its cookies. OPENID_ISSUER is a provider to sign in with. Mail is kept in memory: GET /mail answers what was
// sent. The first line of stdout is the address of the application, which ends with its stdin.
import http from "node:http";
import bcrypt from "bcrypt";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { emailOTP, genericOAuth, magicLink } from "better-auth/plugins";
import pg from "pg";

const mail = [];
const server = http.createServer();
server.listen(0, "127.0.0.1", async () => {
  const baseURL = `http://127.0.0.1:${server.address().port}`;
  const auth = betterAuth({
    baseURL,
    secret: process.env.SECRET,
    database: new pg.Pool(),
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      sendResetPassword: async ({ user, url, token }) => {
        mail.push({ to: user.email, type: "reset-link", url, token });
      },
      ...(process.env.PASSWORDS === "bcrypt" && {
        password: {
          hash: (password) => bcrypt.hash(password, 10),
          verify: ({ hash, password }) => bcrypt.compare(password, hash),
        },
      }),
    },
    plugins: [
      emailOTP({
        sendVerificationOTP: async ({ email, otp, type }) => {
          mail.push({ to: email, type, code: otp });
        },
      }),
      magicLink({
        sendMagicLink: async ({ email, token }) => {
          mail.push({ to: email, type: "magic-link", token });
        },
      }),
      ...(process.env.OPENID_ISSUER
        ? [
            genericOAuth({
              config: [
                {
                  providerId: "openid",
                  clientId: "outpost-client",
                  discoveryUrl: `${process.env.OPENID_ISSUER}/.well-known/openid-configuration`,
                  scopes: ["openid", "email", "profile"],
                },
              ],
            }),
          ]
        : []),
    ],
  });
  if (process.argv[2] === "schema") {
    const { compileMigrations } = await getMigrations(auth.options);
    console.log(await compileMigrations());
    process.exit(0);
  }
  const handle = toNodeHandler(auth);
  server.on("request", (request, response) => {
    if (request.url === "/mail") response.end(JSON.stringify(mail));
    else handle(request, response);
  });
  process.stdin.on("end", () => process.exit(0)).resume();
  console.log(baseURL);
});
