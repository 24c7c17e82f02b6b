-- The database of the stand-in for winpneu; its tables come with the bridge add-on.
IF DB_ID('winpneu') IS NULL CREATE DATABASE winpneu;
